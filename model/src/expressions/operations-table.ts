/** One operator or function of the subset, for one list of operand types. */
export interface Operation {
  /** Name in CEL's syntax tree: `_+_`, `size`, … */
  readonly cel: string;
  /** Types of the operands, the receiver first; `same` stands for any one type that has no parts. */
  readonly takes: readonly (Plain | "same")[];
  readonly gives: Plain;
  /** Name in the typed tree; printers and evaluators know it. */
  readonly op: string;
}

/** Types without parts. */
export type Plain = "bool" | "int" | "uint" | "double" | "string" | "bytes";

const arithmetic = (type: "int" | "uint" | "double"): Operation[] =>
  (["add", "subtract", "multiply", "divide"] as const).map((name, at) => ({
    cel: `_${"+-*/"[at]}_`,
    takes: [type, type],
    gives: type,
    op: `${type}.${name}`,
  }));

const comparison = (type: "int" | "uint" | "double"): Operation[] =>
  (["<", "<=", ">", ">="] as const).map((sign) => ({ cel: `_${sign}_`, takes: [type, type], gives: "bool", op: sign }));

const row = (cel: string, takes: readonly (Plain | "same")[], gives: Plain, op: string): Operation => ({
  cel,
  takes,
  gives,
  op,
});

/** All operators and functions of the subset. Whatever is not here is outside it. */
export const operations: readonly Operation[] = [
  ...arithmetic("int"),
  ...arithmetic("uint"),
  ...arithmetic("double"),
  row("_%_", ["int", "int"], "int", "int.modulo"),
  row("_%_", ["uint", "uint"], "uint", "uint.modulo"),
  row("-_", ["int"], "int", "int.negate"),
  row("-_", ["double"], "double", "double.negate"),
  row("_+_", ["string", "string"], "string", "string.concat"),
  ...comparison("int"),
  ...comparison("uint"),
  ...comparison("double"),
  row("_==_", ["same", "same"], "bool", "equal"),
  row("_!=_", ["same", "same"], "bool", "unequal"),
  row("_&&_", ["bool", "bool"], "bool", "and"),
  row("_||_", ["bool", "bool"], "bool", "or"),
  row("!_", ["bool"], "bool", "not"),
  row("size", ["string"], "int", "string.size"),
  row("size", ["bytes"], "int", "bytes.size"),
  row("startsWith", ["string", "string"], "bool", "string.startsWith"),
  row("endsWith", ["string", "string"], "bool", "string.endsWith"),
  row("contains", ["string", "string"], "bool", "string.contains"),
  row("string", ["int"], "string", "string.from"),
  row("string", ["uint"], "string", "string.from"),
  row("string", ["string"], "string", "same"),
  row("int", ["int"], "int", "same"),
  row("int", ["uint"], "int", "int.from-uint"),
  row("uint", ["uint"], "uint", "same"),
  row("uint", ["int"], "uint", "uint.from-int"),
  row("double", ["double"], "double", "same"),
  row("double", ["int"], "double", "double.from-int"),
  row("double", ["uint"], "double", "double.from-int"),
];
