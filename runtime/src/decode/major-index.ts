import type { Lineage, MajorReader } from "../event/lineage.ts";

/** What a reader of some lineages looks up by type name. */
export interface MajorIndex {
  /** The reader of exactly this type. */
  find(typeName: string): { readonly lineage: Lineage; readonly reader: MajorReader } | undefined;
  /** The lineage that a type which nothing reads seems to be a major of. */
  lineageOf(typeName: string): Lineage | undefined;
}

const indexes = new WeakMap<readonly Lineage[], MajorIndex>();

/** Gives the index of lineages; the same array gives the same index. Where two read a type, the first is taken. */
export function majorIndex(lineages: readonly Lineage[]): MajorIndex {
  const known = indexes.get(lineages);
  if (known !== undefined) return known;
  const index = build(lineages);
  indexes.set(lineages, index);
  return index;
}

function build(lineages: readonly Lineage[]): MajorIndex {
  const readers = new Map<string, { lineage: Lineage; reader: MajorReader }>();
  const byName = new Map<string, Lineage>();
  for (const lineage of lineages.toReversed()) {
    for (const reader of lineage.readers) {
      readers.set(reader.event.typeName, { lineage, reader });
      byName.set(withoutMajor(reader.event.typeName), lineage);
    }
    byName.set(lineage.name, lineage);
  }
  return { find: (type) => readers.get(type), lineageOf: (type) => byName.get(withoutMajor(type)) };
}

/** `shop.orders.v3.OrderPlaced` -> `shop.orders.OrderPlaced`; alpha and beta packages belong to no lineage. */
function withoutMajor(typeName: string): string {
  return typeName.replace(/(^|\.)v\d+\.(?=[^.]+$)/, "$1");
}
