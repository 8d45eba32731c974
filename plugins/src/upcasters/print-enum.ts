import type { DescEnum } from "@bufbuild/protobuf";
import { doc } from "../print/doc.ts";
import type { EnumPair } from "./evolution.ts";
import type { StepFile } from "./step-file.ts";

/** Prints what turns the values of one enum into those of another. Numbers without a name end in `unmappable`. */
export function printEnum({ f, ref }: StepFile, { from, to, plan, names }: EnumPair): void {
  f.print(doc(f, [`Reads a value of ${from.typeName} as ${to.typeName}, by name.`]));
  const parameters = ["(value: ", ref.shape(from), ", at: string, field: string): "];
  f.print(f.export("function", names.step), parameters, ref.shape(to), " {");
  f.print("  switch (value) {");
  for (const value of plan.values) {
    f.print(`    case ${value.number}: // ${value.names.join(", ")}`);
    f.print(`      return ${value.to.number}; // ${value.to.name}`);
  }
  printUnmappable({ f, ref });
}

/** Prints what gives an enum value's number, for fields that became numbers. */
export function printNumberReader(out: StepFile, name: string, desc: DescEnum, numbers: readonly number[]): void {
  const { f, ref } = out;
  f.print("function ", ref.own(name), "(value: ", ref.shape(desc), ", at: string, field: string): number {");
  f.print("  switch (value) {");
  for (const number of numbers) f.print(`    case ${number}:`);
  if (numbers.length > 0) f.print("      return value;");
  printUnmappable(out);
}

function printUnmappable({ f, ref }: Pick<StepFile, "f" | "ref">): void {
  f.print("    default:");
  f.print("      return ", ref.runtime("unmappable"), "(at + field, value);");
  f.print("  }");
  f.print("}");
  f.print();
}
