import { propertyKey } from "../names/property.ts";
import { doc } from "../print/doc.ts";
import type { MessagePair } from "./evolution.ts";
import type { StepFile } from "./step-file.ts";
import { explain, unresolvedMembers } from "./unresolved-members.ts";

/** Prints the interface of what a person must write for a pair: one function per unresolved member, nothing else. */
export function printAuthored({ f, ref, home }: StepFile, pair: MessagePair): void {
  const members = unresolvedMembers(pair);
  if (members.length === 0) return;
  const file = home.file.name.slice(home.file.name.lastIndexOf("/") + 1);
  f.print(
    doc(f, [
      `What ${pair.from.typeName} alone does not tell about ${pair.to.typeName}.`,
      `Implemented by the constant \`${pair.names.constant}\` in ${file}.upcast.ts, by hand.`,
    ]),
  );
  f.print(f.export("interface", pair.names.authored), " {");
  for (const member of members) {
    f.print(doc(f, [member.comment, ...explain(member)], "  "));
    const result = [
      ref.shape(pair.to),
      `[${JSON.stringify(member.localName)}]`,
      member.mayBeUnset ? " | undefined" : "",
    ];
    f.print(`  ${propertyKey(member.localName)}(old: `, ref.shape(pair.from), "): ", result, ";");
  }
  f.print("}");
  f.print();
}
