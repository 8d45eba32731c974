import type { Printable } from "@bufbuild/protoplugin";
import type { CasesOrigin, CopyOrigin, ExpressionOrigin, OneofCasePlan, OneofRef } from "@postel/model";
import { printValue } from "../expressions/print-expression.ts";
import { access } from "../names/property.ts";
import { printLiteral } from "../print/print-literal.ts";
import { convertField } from "./convert.ts";
import { readSource } from "./read-source.ts";
import type { StepFunction } from "./step-file.ts";

/** Calls the function of a oneof. */
export function oneofStep(within: StepFunction, oneof: OneofRef): Printable {
  return [functionName(within, oneof), within.takesPath ? "(old, at)" : "(old)"];
}

/** Prints the function of a oneof: which case is set, and its value. */
export function printOneof(within: StepFunction, oneof: OneofRef, origin: CasesOrigin): void {
  const { pair, takesPath } = within;
  const { f, ref } = within.out;
  const parameters = ["(old: ", ref.shape(pair.from), takesPath ? ", at: string" : "", "): "];
  const result = [ref.shape(pair.to), `[${JSON.stringify(oneof.localName)}]`];
  f.print("function ", functionName(within, oneof), parameters, result, " {");
  if (origin.source === undefined) for (const one of origin.cases) printAttempt(within, one);
  else printSwitch(within, origin.source, origin.cases);
  f.print("  return { case: undefined };");
  f.print("}");
  f.print();
}

function printSwitch(within: StepFunction, source: OneofRef, cases: readonly OneofCasePlan[]): void {
  const { f } = within.out;
  f.print(`  switch (old${access(source.localName)}.case) {`);
  for (const { field, origin } of cases) {
    if (origin.kind !== "copy") continue;
    const read = readSource(origin.source, within.sourceUsesPrototype);
    f.print(`    case ${JSON.stringify(origin.source.localName)}:`);
    f.print(
      "      return ",
      chosen(field.localName, convertField(within, origin.conversion, read.value, origin.source)),
    );
  }
  f.print("  }");
}

/** Tries one case: returns when its source gives a value. */
function printAttempt(within: StepFunction, { field, origin }: OneofCasePlan): void {
  if (origin.kind === "expression") printExpressionCase(within, field.localName, origin);
  else printCopiedCase(within, field.localName, origin);
}

function printExpressionCase(within: StepFunction, name: string, origin: ExpressionOrigin): void {
  const { f } = within.out;
  const code = printValue(origin.tree, within.out);
  if (origin.nullable) {
    f.print("  {");
    f.print("    const value = ", code, ";");
    f.print("    if (value != null) return ", chosen(name, "value"));
    f.print("  }");
  } else f.print("  return ", chosen(name, code));
}

function printCopiedCase(within: StepFunction, name: string, { source, presence, conversion }: CopyOrigin): void {
  const { f, ref } = within.out;
  const read = readSource(source, within.sourceUsesPrototype);
  const fallback = presence.kind === "default" ? printLiteral(presence.value, ref) : undefined;
  const value = fallback === undefined ? read.value : ["(", read.orUnset, " ?? ", fallback, ")"];
  const always = presence.kind === "default" || (presence.kind === "always" && source.type.kind !== "message");
  const result = chosen(name, convertField(within, conversion, value, source));
  f.print(always ? "  return " : `  if (${read.isSet}) return `, result);
}

function chosen(name: string, value: Printable): Printable {
  return [`{ case: ${JSON.stringify(name)}, value: `, value, " };"];
}

function functionName({ out, pair }: StepFunction, oneof: OneofRef): Printable {
  return out.ref.own(`${pair.names.step}$${oneof.localName}`);
}
