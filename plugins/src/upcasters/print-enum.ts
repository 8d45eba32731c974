import type { DescEnum } from "@bufbuild/protobuf";
import { doc } from "../print/doc.ts";
import type { EnumPair } from "./evolution.ts";
import type { StepFile } from "./step-file.ts";

/** Where the value stands: the path of its message, its field, and its place in a list or map. */
const SPOT = ", at: string, field: string, key?: number | string";

/** Prints what turns the values of one enum into those of another. Numbers without a name end in `unmappable`. */
export function printEnum({ f, ref }: StepFile, { from, to, plan, names }: EnumPair): void {
  f.print(doc(f, [`Reads a value of ${from.typeName} as ${to.typeName}, by name.`]));
  const parameters = ["(value: ", ref.shape(from), SPOT, "): "];
  f.print(f.export("function", names.step), parameters, ref.shape(to), " {");
  f.print("  switch (value) {");
  for (const value of plan.values) {
    f.print(`    case ${value.number}: // ${value.names.join(", ")}`);
    f.print(`      return ${value.to.number}; // ${value.to.name}`);
  }
  printUnmappable({ f, ref });
}

/** Prints what lets only known values of an enum pass, for enums that both majors share and fields that became numbers. */
export function printKnownValue(out: StepFile, name: string, desc: DescEnum): void {
  const { f, ref } = out;
  const shape = ref.shape(desc);
  f.print("function ", ref.own(name), "(value: ", shape, SPOT, "): ", shape, " {");
  f.print("  switch (value) {");
  for (const number of new Set(desc.values.map((value) => value.number))) f.print(`    case ${number}:`);
  f.print("      return value;");
  printUnmappable(out);
}

function printUnmappable({ f, ref }: Pick<StepFile, "f" | "ref">): void {
  f.print("    default:");
  f.print(
    "      return ",
    ref.runtime("unmappable"),
    '(at + field + (key === undefined ? "" : "[" + key + "]"), value);',
  );
  f.print("  }");
  f.print("}");
  f.print();
}
