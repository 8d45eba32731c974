import type { DescriptorSet } from "@postel/proto";
import { localName } from "../names/local-name.ts";
import { modelOfSet } from "../request/model-of-set.ts";
import { evolutionOf, type FileEvolution, type MessagePair } from "../upcasters/evolution.ts";
import { explain, type UnresolvedMember, unresolvedMembers } from "../upcasters/unresolved-members.ts";
import type { NeededMethod, NeededObject, NeededStubs } from "./needed-stubs.ts";

/**
 * What the authors of schemas must write, by path of the file: `shop/orders/v2/order_placed.upcast.ts`. Files that need
 * nothing are not listed.
 *
 * A stub returns a name that does not exist, so that it compiles under no type whatever: TypeScript says `Cannot find
 * name 'write_shipping_address_of_OrderPlaced'` until a person has written the body.
 */
export function upcastStubs(set: DescriptorSet): ReadonlyMap<string, NeededStubs> {
  const { files } = evolutionOf(modelOfSet(set), "upcast", []);
  return new Map(
    [...files.values()].flatMap((home) => {
      const objects = [...home.messages.values()].flatMap((pair) => neededObject(home, pair));
      return objects.length === 0 ? [] : [[`${home.file.name}.upcast.ts`, { objects }] as const];
    }),
  );
}

function neededObject({ file }: FileEvolution, pair: MessagePair): NeededObject[] {
  const members = unresolvedMembers(pair);
  if (members.length === 0) return [];
  const from = `./${file.name.slice(file.name.lastIndexOf("/") + 1)}_upcast.js`;
  const methods = members.map((member) => neededMethod(pair, member));
  return [{ constant: pair.names.constant, type: pair.names.authored, from, methods }];
}

function neededMethod({ to }: MessagePair, member: UnresolvedMember): NeededMethod {
  return {
    name: member.localName,
    modifier: "",
    parameters: ["old"],
    doc: [member.comment, ...explain(member)].filter((text) => text !== "").join("\n\n"),
    element: `${to.typeName}.${member.name}`,
    reason: member.origin.reason,
    body: `return write_${member.name}_of_${localName(to)};`,
  };
}
