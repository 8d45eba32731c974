import type { Printable } from "@bufbuild/protoplugin";
import { access, propertyKey } from "../names/property.ts";
import { doc } from "../print/doc.ts";
import { usesPrototype } from "../print/uses-prototype.ts";
import type { MessagePair } from "./evolution.ts";
import { type MemberCode, memberCode } from "./member-code.ts";
import { pairKey } from "./pair-key.ts";
import { printAuthored } from "./print-authored.ts";
import { printOneof } from "./print-oneof.ts";
import type { StepFile, StepFunction } from "./step-file.ts";

/** Prints what turns one message into another: the function, one for each of its oneofs, and what a person must write. */
export function printPair(out: StepFile, pair: MessagePair): void {
  const within: StepFunction = {
    out,
    pair,
    sourceUsesPrototype: usesPrototype(pair.from),
    takesPath: out.evolution.unmappable.has(pairKey(pair.plan)),
  };
  printAuthored(out, pair);
  printStep(within);
  for (const member of pair.plan.fields)
    if (member.kind === "oneof" && member.origin.kind === "cases") printOneof(within, member.oneof, member.origin);
}

function printStep(within: StepFunction): void {
  const { out, pair, takesPath } = within;
  const { f, ref } = out;
  const members = pair.plan.fields.flatMap((member) => memberCode(within, member) ?? []);
  f.print(doc(f, [`Reads ${pair.from.typeName} as ${pair.to.typeName}.`, lossOf(pair)]));
  f.print(
    ...[f.export("function", pair.names.step), "(old: ", ref.shape(pair.from), takesPath ? ', at = ""' : "", "): "],
    ...[ref.shape(pair.to), " {"],
  );
  if (usesPrototype(pair.to)) printAssignments(within, members);
  else printLiteralMessage(within, members);
  f.print("}");
  f.print();
}

/** A plain object: ten times faster than `create`, and checked by the compiler member by member. */
function printLiteralMessage({ out: { f, ref }, pair }: StepFunction, members: readonly MemberCode[]): void {
  const late = members.filter(({ kind }) => kind !== "value");
  f.print(late.length === 0 ? "  return {" : ["  const next: ", ref.shape(pair.to), " = {"]);
  f.print("    $typeName: ", JSON.stringify(pair.to.typeName), ",");
  for (const member of members)
    if (member.kind === "value") f.print(`    ${propertyKey(member.name)}: `, member.code, ",");
  f.print("  };");
  for (const member of late) printAssignment(f, member);
  if (late.length > 0) f.print("  return next;");
}

/** Messages with defaults in a prototype (proto2, editions) are made by `create`. */
function printAssignments({ out: { f, ref }, pair }: StepFunction, members: readonly MemberCode[]): void {
  f.print("  const next = ", ref.create(), "(", ref.schema(pair.to), ");");
  for (const member of members) printAssignment(f, member);
  f.print("  return next;");
}

function printAssignment(f: StepFile["f"], member: MemberCode): void {
  const assign = (value: Printable) => [`next${access(member.name)} = `, value, ";"];
  switch (member.kind) {
    case "value":
      f.print("  ", assign(member.code));
      break;
    case "if":
      f.print(`  if (${member.test}) `, assign(member.code));
      break;
    case "maybe":
      f.print("  {");
      f.print("    const value = ", member.code, ";");
      f.print("    if (value != null) ", assign("value"));
      f.print("  }");
  }
}

function lossOf({ plan }: MessagePair): string {
  const lost = plan.lost.filter(({ certain }) => certain).map(({ field }) => field.name);
  return lost.length === 0 ? "" : `Not carried over: ${lost.join(", ")}.`;
}
