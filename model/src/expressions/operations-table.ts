import type { TimePart } from "@postel/proto/cel";

/** One operator or function of the subset, for one list of operand types. */
export interface Operation {
  /** Name in CEL's syntax tree: `_+_`, `size`, … */
  readonly cel: string;
  /** Types of the operands, the receiver first. */
  readonly takes: readonly Plain[];
  readonly gives: Plain;
  /** Name in the typed tree, which printers and evaluators know; `same` gives its operand back. */
  readonly op: string;
  /** What stands in the tree as a further operand, before those from the third on. */
  readonly constant?: string;
}

/** Types that a row can name. */
export type Plain =
  | "bool"
  | "int"
  | "uint"
  | "double"
  | "string"
  | "bytes"
  | "timestamp"
  | "duration"
  | "list of string";

const row = (cel: string, takes: readonly Plain[], gives: Plain, op: string): Operation => ({ cel, takes, gives, op });

const arithmetic = (type: "int" | "uint" | "double"): Operation[] =>
  (["add", "subtract", "multiply", "divide"] as const).map((name, at) =>
    row(`_${"+-*/"[at]}_`, [type, type], type, `${type}.${name}`),
  );

const comparison = (type: Plain, prefix = ""): Operation[] =>
  ["<", "<=", ">", ">="].map((sign) => row(`_${sign}_`, [type, type], "bool", `${prefix}${sign}`));

const calendar = (name: string, part: TimePart): Operation[] => [
  { ...row(name, ["timestamp"], "int", "timestamp.part"), constant: part },
  { ...row(name, ["timestamp", "string"], "int", "timestamp.part-at"), constant: part },
];

const conversions: readonly Operation[] = [
  row("string", ["int"], "string", "string.from"),
  row("string", ["uint"], "string", "string.from"),
  row("string", ["double"], "string", "string.from"),
  row("string", ["bool"], "string", "string.from"),
  row("string", ["string"], "string", "same"),
  row("string", ["bytes"], "string", "string.from-bytes"),
  row("string", ["timestamp"], "string", "string.from-timestamp"),
  row("string", ["duration"], "string", "string.from-duration"),
  row("int", ["int"], "int", "same"),
  row("int", ["uint"], "int", "int.from-uint"),
  row("int", ["double"], "int", "int.from-double"),
  row("int", ["string"], "int", "int.from-string"),
  row("int", ["timestamp"], "int", "int.from-timestamp"),
  row("uint", ["uint"], "uint", "same"),
  row("uint", ["int"], "uint", "uint.from-int"),
  row("uint", ["double"], "uint", "uint.from-double"),
  row("uint", ["string"], "uint", "uint.from-string"),
  row("double", ["double"], "double", "same"),
  row("double", ["int"], "double", "double.from-int"),
  row("double", ["uint"], "double", "double.from-int"),
  row("double", ["string"], "double", "double.from-string"),
  row("bool", ["bool"], "bool", "same"),
  row("bool", ["string"], "bool", "bool.from-string"),
  row("bytes", ["bytes"], "bytes", "same"),
  row("bytes", ["string"], "bytes", "bytes.from-string"),
  row("timestamp", ["timestamp"], "timestamp", "same"),
  row("timestamp", ["string"], "timestamp", "timestamp.from-string"),
  row("timestamp", ["int"], "timestamp", "timestamp.from-int"),
  row("duration", ["duration"], "duration", "same"),
  row("duration", ["string"], "duration", "duration.from-string"),
];

const texts: readonly Operation[] = [
  row("size", ["string"], "int", "string.size"),
  row("startsWith", ["string", "string"], "bool", "string.startsWith"),
  row("endsWith", ["string", "string"], "bool", "string.endsWith"),
  row("contains", ["string", "string"], "bool", "string.contains"),
  row("charAt", ["string", "int"], "string", "string.charAt"),
  row("indexOf", ["string", "string"], "int", "string.indexOf"),
  row("indexOf", ["string", "string", "int"], "int", "string.indexOf-from"),
  row("lastIndexOf", ["string", "string"], "int", "string.lastIndexOf"),
  row("lastIndexOf", ["string", "string", "int"], "int", "string.lastIndexOf-from"),
  row("substring", ["string", "int"], "string", "string.substring"),
  row("substring", ["string", "int", "int"], "string", "string.substring-to"),
  row("replace", ["string", "string", "string"], "string", "string.replace"),
  row("replace", ["string", "string", "string", "int"], "string", "string.replace-most"),
  row("split", ["string", "string"], "list of string", "string.split"),
  row("split", ["string", "string", "int"], "list of string", "string.split-most"),
  row("join", ["list of string"], "string", "list.join"),
  row("join", ["list of string", "string"], "string", "list.join-by"),
  row("lowerAscii", ["string"], "string", "string.lowerAscii"),
  row("upperAscii", ["string"], "string", "string.upperAscii"),
  row("trim", ["string"], "string", "string.trim"),
];

const times: readonly Operation[] = [
  row("_+_", ["timestamp", "duration"], "timestamp", "timestamp.plus"),
  row("_+_", ["duration", "timestamp"], "timestamp", "timestamp.after"),
  row("_+_", ["duration", "duration"], "duration", "duration.plus"),
  row("_-_", ["timestamp", "duration"], "timestamp", "timestamp.minus"),
  row("_-_", ["timestamp", "timestamp"], "duration", "timestamp.between"),
  row("_-_", ["duration", "duration"], "duration", "duration.minus"),
  ...calendar("getFullYear", "fullYear"),
  ...calendar("getMonth", "month"),
  ...calendar("getDate", "date"),
  ...calendar("getDayOfMonth", "dayOfMonth"),
  ...calendar("getDayOfWeek", "dayOfWeek"),
  ...calendar("getDayOfYear", "dayOfYear"),
  ...calendar("getHours", "hours"),
  ...calendar("getMinutes", "minutes"),
  ...calendar("getSeconds", "seconds"),
  ...calendar("getMilliseconds", "milliseconds"),
  row("getHours", ["duration"], "int", "duration.hours"),
  row("getMinutes", ["duration"], "int", "duration.minutes"),
  row("getSeconds", ["duration"], "int", "duration.seconds"),
  row("getMilliseconds", ["duration"], "int", "duration.milliseconds"),
];

/** All operators and functions whose operands have types without parts. What is neither here nor in check-collection.ts is outside the subset. */
export const operations: readonly Operation[] = [
  ...arithmetic("int"),
  ...arithmetic("uint"),
  ...arithmetic("double"),
  row("_%_", ["int", "int"], "int", "int.modulo"),
  row("_%_", ["uint", "uint"], "uint", "uint.modulo"),
  row("-_", ["int"], "int", "int.negate"),
  row("-_", ["double"], "double", "double.negate"),
  row("_+_", ["string", "string"], "string", "string.concat"),
  row("_+_", ["bytes", "bytes"], "bytes", "bytes.concat"),
  ...comparison("int"),
  ...comparison("uint"),
  ...comparison("double"),
  ...comparison("bool", "bool."),
  ...comparison("string", "string."),
  ...comparison("bytes", "bytes."),
  ...comparison("timestamp", "time."),
  ...comparison("duration", "time."),
  row("_&&_", ["bool", "bool"], "bool", "and"),
  row("_||_", ["bool", "bool"], "bool", "or"),
  row("!_", ["bool"], "bool", "not"),
  row("size", ["bytes"], "int", "bytes.size"),
  ...conversions,
  ...texts,
  ...times,
];
