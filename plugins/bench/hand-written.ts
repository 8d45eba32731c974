import type { Flat as Flat1, Kind as FlatKind1 } from "./dist/flat/v1/flat_pb.ts";
import type { Flat as Flat2, Kind as FlatKind2 } from "./dist/flat/v2/flat_pb.ts";
import type { Line as Line1, Lines as Lines1 } from "./dist/lines/v1/lines_pb.ts";
import type { Line as Line2, Lines as Lines2 } from "./dist/lines/v2/lines_pb.ts";
import type { Address as Address1, Kind as Kind1, Mixed as Mixed1 } from "./dist/mixed/v1/mixed_pb.ts";
import type { Address as Address2, Kind as Kind2, Mixed as Mixed2 } from "./dist/mixed/v2/mixed_pb.ts";
import type { Node as Node1, Tree as Tree1 } from "./dist/tree/v1/tree_pb.ts";
import type { Node as Node2, Tree as Tree2 } from "./dist/tree/v2/tree_pb.ts";

const FLAT_KINDS: Readonly<Record<number, FlatKind2>> = { 0: 0, 1: 2, 2: 1 };
const KINDS: Readonly<Record<number, Kind2>> = { 0: 0, 1: 2, 2: 1 };

/** Flat v1 as v2, as a person would write it. */
export function flat(old: Flat1): Flat2 {
  return {
    $typeName: "flat.v2.Flat",
    id: old.id,
    buyer: old.customer,
    note: old.note,
    a: BigInt(old.a),
    b: old.b,
    c: old.c,
    d: old.d,
    e: old.e,
    kind: kindOf(FLAT_KINDS, old.kind),
    more: old.more,
  };
}

/** Lines v1 as v2. */
export function lines(old: Lines1): Lines2 {
  const next: Lines2 = { $typeName: "lines.v2.Lines", id: old.id, lines: old.lines.map(line) };
  if (old.at !== undefined) next.at = old.at;
  if (old.code !== undefined) next.code = old.code;
  return next;
}

function line(old: Line1): Line2 {
  return {
    $typeName: "lines.v2.Line",
    article: old.sku,
    quantity: old.quantity,
    cents: old.cents,
    text: old.text,
  };
}

/** Tree v1 as v2. */
export function tree(old: Tree1): Tree2 {
  const next: Tree2 = { $typeName: "tree.v2.Tree", id: old.id };
  if (old.root !== undefined) next.root = node(old.root);
  return next;
}

function node(old: Node1): Node2 {
  return { $typeName: "tree.v2.Node", label: old.name, n: old.n, children: old.children.map(node) };
}

/** Mixed v1 as v2. */
export function mixed(old: Mixed1): Mixed2 {
  const next: Mixed2 = {
    $typeName: "mixed.v2.Mixed",
    id: old.id,
    labels: old.labels,
    payment:
      old.payment.case === "card"
        ? { case: "card", value: { $typeName: "mixed.v2.Card", token: old.payment.value.token } }
        : old.payment,
    tags: old.tags,
    blob: old.blob,
    name: `${old.first} ${old.last}`,
  };
  if (old.to !== undefined) next.to = address(old.to);
  return next;
}

function address(old: Address1): Address2 {
  return { $typeName: "mixed.v2.Address", street: old.street, city: old.city, kind: kindOf(KINDS, old.kind) };
}

function kindOf<K extends number>(kinds: Readonly<Record<number, K>>, value: FlatKind1 | Kind1): K {
  const kind = kinds[value];
  if (kind === undefined) throw new Error(`unknown kind ${value}`);
  return kind;
}
