import type { DescMessage } from "@bufbuild/protobuf";
import { nestedTypes } from "@bufbuild/protobuf/reflect";
import { type DescriptorSet, registryOf } from "@postel/proto";

/** All messages of a set, nested ones too, in the order of its files. Throws when an import is missing. */
export function messagesOf(set: DescriptorSet): DescMessage[] {
  const registry = registryOf(set);
  return set.files.flatMap(({ path }) => {
    const file = registry.getFile(path);
    return file === undefined ? [] : [...nestedTypes(file)].filter((type) => type.kind === "message");
  });
}

/** The later messages, and behind them the earlier ones that they have no namesakes of. */
export function joinMessages(earlier: readonly DescMessage[], later: readonly DescMessage[]): DescMessage[] {
  const known = new Set(later.map(({ typeName }) => typeName));
  return [...later, ...earlier.filter(({ typeName }) => !known.has(typeName))];
}
