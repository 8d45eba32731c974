/**
 * How each operation of a plan is written: `$0`, `$1` are its operands, `@name` is imported from the runtime and
 * `#name` is a global of JavaScript.
 */
export const operations: Readonly<Record<string, string>> = {
  "int.add": "@checkedInt($0 + $1)",
  "int.subtract": "@checkedInt($0 - $1)",
  "int.multiply": "@checkedInt($0 * $1)",
  "int.divide": "@checkedInt($0 / $1)",
  "int.modulo": "@checkedInt($0 % $1)",
  "int.negate": "@checkedInt(-$0)",
  "uint.add": "@checkedUint($0 + $1)",
  "uint.subtract": "@checkedUint($0 - $1)",
  "uint.multiply": "@checkedUint($0 * $1)",
  "uint.divide": "@checkedUint($0 / $1)",
  "uint.modulo": "@checkedUint($0 % $1)",
  "double.add": "$0 + $1",
  "double.subtract": "$0 - $1",
  "double.multiply": "$0 * $1",
  "double.divide": "$0 / $1",
  "double.negate": "-$0",
  "string.concat": "$0 + $1",
  "<": "$0 < $1",
  "<=": "$0 <= $1",
  ">": "$0 > $1",
  ">=": "$0 >= $1",
  equal: "$0 === $1",
  unequal: "$0 !== $1",
  and: "$0 && $1",
  or: "$0 || $1",
  not: "!$0",
  "string.size": "@textSize($0)",
  "bytes.size": "#BigInt($0.length)",
  "string.startsWith": "$0.startsWith($1)",
  "string.endsWith": "$0.endsWith($1)",
  "string.contains": "$0.includes($1)",
  "string.from": "#String($0)",
  "int.from-number": "#BigInt($0)",
  "uint.from-number": "#BigInt($0)",
  "int.from-text": "#BigInt($0)",
  "uint.from-text": "#BigInt($0)",
  "int.from-uint": "@checkedInt($0)",
  "uint.from-int": "@checkedUint($0)",
  "double.from-int": "#Number($0)",
  "float.from-double": "#Math.fround($0)",
  "int32.from-int": "@toInt32($0)",
  "uint32.from-uint": "@toUint32($0)",
};

/** How `and` and `or` are written where the left side may fail: the right side may make up for it. */
export const cautiousOperations: Readonly<Record<string, string>> = {
  and: "@and(() => $0, () => $1)",
  or: "@or(() => $0, () => $1)",
};
