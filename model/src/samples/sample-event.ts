import type { DescEnum, DescField, DescMessage, DescOneof, JsonValue } from "@bufbuild/protobuf";
import type { Built } from "./build-json.ts";
import { type Recipe, recipe } from "./recipe.ts";
import { type Complaint, settle, type Validate } from "./settle.ts";

/** A generated example of an event. */
export interface GeneratedSample {
  /** Such as `all-set`, `least-set`, `channel-CHANNEL_WEB`, `payment-card`. */
  readonly name: string;
  /** The event as ProtoJSON. */
  readonly json: JsonValue;
}

/** Samples of an event, and by name those that validation let nobody make. */
export interface GeneratedSamples {
  readonly samples: readonly GeneratedSample[];
  readonly failed: readonly { readonly name: string; readonly complaints: readonly Complaint[] }[];
}

/** Bounds the samples of one event. */
const MOST_SAMPLES = 100;

/**
 * Makes samples of a message that satisfy its validation rules: with everything set, with the least, and with each value of each
 * enum and each case of each oneof, at the first place where it occurs. The same schema gives the same samples.
 */
export function sampleEvent(desc: DescMessage, validate: Validate): GeneratedSamples {
  const found = new Map<string, GeneratedSample>();
  const failed: { name: string; complaints: readonly Complaint[] }[] = [];
  const seen = new Set<DescField | DescOneof>();
  const open: Wanted[] = [
    { name: "all-set", make: () => recipe(true) },
    { name: "least-set", make: () => recipe(false) },
  ];
  for (const { name, make, optional } of open) {
    if (found.size >= MOST_SAMPLES) break;
    const start = make();
    const settled = settle(desc, start, validate);
    if (settled.kind === "invalid") {
      // A value that a rule refuses is none that was ever stored.
      if (optional !== true) failed.push({ name, complaints: settled.complaints });
      continue;
    }
    const text = JSON.stringify(settled.built.json);
    if (!found.has(text)) found.set(text, { name: unused(name, found), json: settled.built.json });
    if (start.everything) open.push(...variants(settled.built, start, seen));
  }
  return { samples: [...found.values()], failed };
}

function unused(name: string, found: ReadonlyMap<string, GeneratedSample>): string {
  const names = new Set([...found.values()].map((sample) => sample.name));
  let free = name;
  for (let nth = 2; names.has(free); nth++) free = `${name}-${nth}`;
  return free;
}

interface Wanted {
  readonly name: string;
  readonly make: () => Recipe;
  /** True where there may be no such sample. */
  readonly optional?: boolean;
}

/** One for each value of each enum and each case of each oneof that no earlier sample showed. */
function variants(built: Built, base: Recipe, seen: Set<DescField | DescOneof>): Wanted[] {
  const enums = outermost(built.enums).filter(([, { field }]) => isNew(seen, field));
  const oneofs = outermost(built.oneofs).filter(([, oneof]) => isNew(seen, oneof));
  return [
    ...enums.flatMap(([path, { desc }]) => valuesOf(desc).map((value) => variant(base, path, value))),
    ...oneofs.flatMap(([path, { fields }]) => fields.map(({ name }) => variant(base, path, name))),
  ];
}

function outermost<T>(places: ReadonlyMap<string, T>): [path: string, T][] {
  const depth = (path: string) => path.split(/[.[]/).length;
  return [...places].sort(([a], [b]) => depth(a) - depth(b));
}

function isNew<T>(seen: Set<T>, item: T): boolean {
  if (seen.has(item)) return false;
  seen.add(item);
  return true;
}

/** One name for each number. */
function valuesOf({ values }: DescEnum): string[] {
  return [...new Map(values.toReversed().map(({ number, name }) => [number, name])).values()].reverse();
}

function variant(base: Recipe, path: string, value: string): Wanted {
  return {
    name: `${path.replace(/[^A-Za-z0-9_]+/g, "-").replace(/-+$/, "")}-${value}`,
    make: () => ({
      ...recipe(true, new Map([...base.fixed, [path, value]])),
      picks: new Map(base.picks),
      set: new Set(base.set),
    }),
    optional: true,
  };
}
