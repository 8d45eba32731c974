const signs = ["<", "<=", ">", ">="];

/** Comparisons of what JavaScript's own signs do not order as CEL does. */
const ordered = (prefix: string, compare: string): Record<string, string> =>
  Object.fromEntries(signs.map((sign) => [`${prefix}${sign}`, `@${compare}($0, $1) ${sign} 0`]));

/** Operations that always give a value. */
const total: Readonly<Record<string, string>> = {
  "double.add": "$0 + $1",
  "double.subtract": "$0 - $1",
  "double.multiply": "$0 * $1",
  "double.divide": "$0 / $1",
  "double.negate": "-$0",
  "<": "$0 < $1",
  "<=": "$0 <= $1",
  ">": "$0 > $1",
  ">=": "$0 >= $1",
  ...Object.fromEntries(signs.map((sign) => [`bool.${sign}`, `#Number($0) ${sign} #Number($1)`])),
  ...ordered("string.", "compareText"),
  ...ordered("bytes.", "compareBytes"),
  ...ordered("time.", "compareTimes"),
  equal: "$0 === $1",
  unequal: "$0 !== $1",
  "equal-values": "@equalValues($0, $1)",
  "unequal-values": "!@equalValues($0, $1)",
  and: "$0 && $1",
  or: "$0 || $1",
  not: "!$0",
  "string.concat": "$0 + $1",
  "string.size": "@textSize($0)",
  "string.startsWith": "$0.startsWith($1)",
  "string.endsWith": "$0.endsWith($1)",
  "string.contains": "$0.includes($1)",
  "string.split": "@textSplit($0, $1)",
  "string.split-most": "@textSplit($0, $1, $2)",
  "string.indexOf": "@textIndex($0, $1)",
  "string.lastIndexOf": "@textLastIndex($0, $1)",
  "string.lowerAscii": "@textLower($0)",
  "string.upperAscii": "@textUpper($0)",
  "string.trim": "@textTrim($0)",
  "bytes.concat": "@concatBytes($0, $1)",
  "bytes.size": "#BigInt($0.length)",
  "list.concat": "[...$0, ...$1]",
  "list.has": "@listHas($0, $1)",
  "list.join": '$0.join("")',
  "list.join-by": "$0.join($1)",
  "list.size": "#BigInt($0.length)",
  "map.has": "#Object.hasOwn($0, #String($1))",
  "map.size": "#BigInt(#Object.keys($0).length)",
  "map.keys": "#Object.keys($0)",
  "map.int-keys": "#Object.keys($0).map(#BigInt)",
  "map.bool-keys": '#Object.keys($0).map((key) => key === "true")',
  "string.from": "#String($0)",
  "string.from-duration": "@durationToText($0)",
  "string.from-or-null": "@unlessNull($0, #String)",
  "int.from-number": "#BigInt($0)",
  "int.from-number-or-null": "@unlessNull($0, #BigInt)",
  "uint.from-number": "#BigInt($0)",
  "uint.from-number-or-null": "@unlessNull($0, #BigInt)",
  "int.from-text": "#BigInt($0)",
  "uint.from-text": "#BigInt($0)",
  "int.from-timestamp": "$0.seconds",
  "double.from-int": "#Number($0)",
  "bytes.from-string": "@utf8($0)",
  "duration.hours": "$0.seconds / 3600n",
  "duration.minutes": "$0.seconds / 60n",
  "duration.seconds": "$0.seconds",
  "duration.milliseconds": "#BigInt(#Math.trunc($0.nanos / 1000000))",
  "float.from-double": "#Math.fround($0)",
  "float.from-double-or-null": "@unlessNull($0, #Math.fround)",
};

/** Operations that throw: by overflow, division by zero, null, or a value that does not fit. */
const partial: Readonly<Record<string, string>> = {
  "int.add": "@checkedInt($0 + $1)",
  "int.subtract": "@checkedInt($0 - $1)",
  "int.multiply": "@checkedInt($0 * $1)",
  "int.divide": "@checkedInt($0 / $1)",
  "int.modulo": "$0 % $1",
  "int.negate": "@checkedInt(-$0)",
  "uint.add": "@checkedUint($0 + $1)",
  "uint.subtract": "@checkedUint($0 - $1)",
  "uint.multiply": "@checkedUint($0 * $1)",
  "uint.divide": "$0 / $1",
  "uint.modulo": "$0 % $1",
  required: "@required($0)",
  "string.charAt": "@textAt($0, $1)",
  "string.indexOf-from": "@textIndex($0, $1, $2)",
  "string.lastIndexOf-from": "@textLastIndex($0, $1, $2)",
  "string.substring": "@textPart($0, $1)",
  "string.substring-to": "@textPart($0, $1, $2)",
  "string.replace": "@textReplace($0, $1, $2)",
  "string.replace-most": "@textReplace($0, $1, $2, $3)",
  "list.at": "@itemAt($0, $1)",
  "map.at": "@valueAt($0, $1)",
  "map.int32-keys": "@int32Keys($0)",
  "map.uint32-keys": "@uint32Keys($0)",
  "string.from-bytes": "@bytesToText($0)",
  "string.from-timestamp": "@timestampToText($0)",
  "int.from-uint": "@checkedInt($0)",
  "int.from-double": "@doubleToInt($0)",
  "int.from-string": "@textToInt($0)",
  "uint.from-int": "@checkedUint($0)",
  "uint.from-double": "@doubleToUint($0)",
  "uint.from-string": "@textToUint($0)",
  "double.from-string": "@textToDouble($0)",
  "bool.from-string": "@textToBool($0)",
  "timestamp.from-string": "@textToTimestamp($0)",
  "timestamp.from-int": "@secondsToTimestamp($0)",
  "duration.from-string": "@textToDuration($0)",
  "timestamp.plus": "@timestampPlus($0, $1)",
  "timestamp.after": "@timestampPlus($1, $0)",
  "timestamp.minus": "@timestampMinus($0, $1)",
  "timestamp.between": "@timeBetween($0, $1)",
  "timestamp.part": "@timePart($0, $1)",
  "timestamp.part-at": "@timePart($0, $1, $2)",
  "duration.plus": "@durationPlus($0, $1)",
  "duration.minus": "@durationMinus($0, $1)",
  "int32.from-int": "@toInt32($0)",
  "int32.from-int-or-null": "@unlessNull($0, @toInt32)",
  "uint32.from-uint": "@toUint32($0)",
  "uint32.from-uint-or-null": "@unlessNull($0, @toUint32)",
};

/**
 * How each operation of a plan is written: `$0`, `$1` are its operands, `@name` is imported from the runtime and
 * `#name` is a global of JavaScript.
 */
export const operations: Readonly<Record<string, string>> = { ...total, ...partial };

/** Tells whether an operation may throw. */
export function throws(op: string): boolean {
  return Object.hasOwn(partial, op);
}

/** How `and` and `or` are written where the left side may fail: the right side may make up for it. */
export const cautiousOperations: Readonly<Record<string, string>> = {
  and: "@and(() => $0, () => $1)",
  or: "@or(() => $0, () => $1)",
};
