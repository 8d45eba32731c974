import { type DescriptorSet, registryOf } from "@postel/proto";
import { besideProto, type GateFiles, GOLDENS } from "./files-beside.ts";
import type { GatedLineage } from "./gated-lineages.ts";
import { type Golden, type PlacedGolden, type PlacedGoldens, printGoldens, sampleOfGolden } from "./goldens.ts";
import { contentKey, type StoredSample } from "./stored-sample.ts";

/** Whether a golden is of a lineage's events. */
export function isOf({ target, earlier }: GatedLineage, golden: Golden): boolean {
  return [target, ...earlier].some(({ name }) => name === golden.target || name === golden.event);
}

/** Whether somebody has written another example under the name of a golden's sample. */
export function isReplaced(golden: Golden, examples: readonly StoredSample[]): boolean {
  return examples.some(({ event, name }) => event === golden.event && name === golden.sample);
}

/** What a golden's sample holds, or a sample itself; undefined for a golden that is no such event any more. */
export function keyIn(lineage: GatedLineage, set: DescriptorSet) {
  const earlier = new Map(lineage.earlier.map(({ name, desc }) => [name, desc]));
  return (of: PlacedGolden | StoredSample) => {
    if ("data" in of) return contentKey(of);
    const desc = earlier.get(of.event);
    const sample = desc === undefined ? undefined : sampleOfGolden(of, desc, registryOf(set));
    return sample === undefined ? undefined : contentKey(sample);
  };
}

/** All goldens files of the lineages that ran, with the goldens of others as they are; not those that could not be read. */
export function goldenFiles(
  files: GateFiles,
  { goldens: before, unread }: PlacedGoldens,
  lineages: readonly GatedLineage[],
  wanted: readonly Golden[],
): Map<string, string | undefined> {
  const others = before.filter((golden) => !lineages.some((lineage) => isOf(lineage, golden)));
  const homes = new Map(
    lineages.map(({ target: { name, desc } }) => [name, besideProto(desc.file.proto.name, GOLDENS)]),
  );
  const placed = [...others, ...wanted.map((golden) => ({ ...golden, path: homes.get(golden.target) ?? "" }))];
  const paths = new Set([...homes.values(), ...before.map(({ path }) => path)]);
  const printed = [...paths].map((path): [string, string | undefined] => {
    const mine = placed.filter((golden) => golden.path === path);
    return [path, mine.length === 0 ? undefined : printGoldens(mine)];
  });
  return new Map(printed.filter(([path, text]) => files.get(path) !== text && !unread.has(path)));
}
