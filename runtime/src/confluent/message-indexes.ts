import type { DescMessage } from "@bufbuild/protobuf";

/** Where a message stands in its file: its place among the file's messages, then among those within each, outermost first. */
export function messageIndexes(message: DescMessage): number[] {
  const { parent, file } = message;
  const siblings = parent?.nestedMessages ?? file.messages;
  return [...(parent === undefined ? [] : messageIndexes(parent)), siblings.indexOf(message)];
}

/** Finds the message that stands there; undefined when the file has none. */
export function messageAt(file: { readonly messages: readonly DescMessage[] }, indexes: readonly number[]) {
  const [first, ...rest] = indexes;
  return rest.reduce<DescMessage | undefined>(
    (outer, index) => outer?.nestedMessages[index],
    first === undefined ? undefined : file.messages[first],
  );
}
