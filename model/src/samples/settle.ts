import type { DescMessage, JsonValue } from "@bufbuild/protobuf";
import { type Built, buildJson } from "./build-json.ts";
import type { Recipe } from "./recipe.ts";

/** What validation says against a value. */
export interface Complaint {
  /** Path of the value, such as `lines[0].sku`; empty for the whole message. */
  readonly path: string;
  /** The rule and what it says. */
  readonly message: string;
}

/** Asks validation about a message as ProtoJSON; no complaints: it is valid. */
export type Validate = (json: JsonValue) => readonly Complaint[];

/** A valid sample, or what validation says against the last one that was tried. */
export type Settled =
  | { readonly kind: "ok"; readonly built: Built }
  | { readonly kind: "invalid"; readonly complaints: readonly Complaint[] };

const MOST_TRIES = 96;

/** Tries candidates until validation has no complaint: those it names first, then any. */
export function settle(desc: DescMessage, recipe: Recipe, validate: Validate): Settled {
  for (let tried = 0; ; tried++) {
    const built = buildJson(desc, recipe);
    const complaints = validate(built.json);
    if (complaints.length === 0) return { kind: "ok", built };
    if (tried === MOST_TRIES) return { kind: "invalid", complaints };
    const mended = complaints.map(({ path }) => mend(recipe, built, path));
    if (mended.includes(true)) continue;
    const about = complaints[0]?.path ?? "";
    if (about !== "" || !setOneMore(desc, recipe, tried)) shake(recipe, built, about, tried);
  }
}

/** Takes the next candidate of a value, or sets what is unset; false when there is nothing left to try. */
function mend(recipe: Recipe, { leaves, oneofs }: Built, path: string): boolean {
  const count = leaves.get(path);
  if (count !== undefined) {
    const next = (recipe.picks.get(path) ?? 0) + 1;
    if (recipe.fixed.has(path) || next >= count) return false;
    recipe.picks.set(path, next);
    return true;
  }
  const isThere = [...leaves.keys()].some((leaf) => leaf.startsWith(`${path}.`) || leaf.startsWith(`${path}[`));
  if (path === "" || isThere || recipe.set.has(path) || recipe.fixed.has(path)) return false;
  if (oneofs.has(path) && recipe.everything) return false;
  recipe.set.add(path);
  return true;
}

/** Rules over a whole message may want more of it: every other try sets one more field of what has the least. */
function setOneMore({ fields }: DescMessage, { everything, set }: Recipe, tried: number): boolean {
  if (everything || tried % 2 === 1) return false;
  const next = fields.find(({ name }) => !set.has(name));
  if (next === undefined) return false;
  set.add(next.name);
  return true;
}

/** Rules over several values name none of them: each in turn takes its next candidate, first slowly, then in longer strides. */
function shake(recipe: Recipe, { leaves }: Built, path: string, tried: number): void {
  const near = [...leaves].filter(([leaf]) => path === "" || leaf.startsWith(path));
  const open = (near.length > 0 ? near : [...leaves]).filter(([leaf, count]) => count > 1 && !recipe.fixed.has(leaf));
  const [leaf, count] = open[tried % Math.max(1, open.length)] ?? [];
  if (leaf === undefined || count === undefined) return;
  recipe.picks.set(leaf, ((recipe.picks.get(leaf) ?? 0) + 1) % count);
}
