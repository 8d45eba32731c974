import type { DescMessage } from "@bufbuild/protobuf";

/** Tells whether two messages share, by name, half of the fields of the larger one, and one at least. */
export function sharesFields(a: DescMessage, b: DescMessage): boolean {
  const names = new Set(a.fields.map(({ name }) => name));
  const shared = b.fields.filter(({ name }) => names.has(name)).length;
  return shared > 0 && shared * 2 >= Math.max(a.fields.length, b.fields.length);
}
