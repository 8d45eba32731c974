import type { DescriptorSet } from "@postel/proto";
import type { Change, Pair } from "./change.ts";
import type { Comparison } from "./diff/comparison.ts";
import { diffEnums } from "./diff/diff-enums.ts";
import { diffExtensions } from "./diff/diff-extensions.ts";
import { commentChanges, diffFiles, diffPackages, layoutChanges } from "./diff/diff-files.ts";
import { diffMessages } from "./diff/diff-messages.ts";
import { diffServices } from "./diff/diff-services.ts";
import { type ElementIndex, indexElements } from "./diff/element-index.ts";
import { dependentsOf, enumsWithMovedDefaults } from "./diff/moved-defaults.ts";
import { type FilePairs, pairFiles } from "./diff/pair-files.ts";
import { openSchema, type Schema } from "./schema/schema.ts";

/** What a comparison may leave out. */
export interface DiffOptions {
  /** Compare comments as well; they matter to a release, but their files must be read with source info. */
  readonly comments?: boolean;
  /** Spell out custom options, for which their declarations must be read; else number and bytes tell them. Default: true. */
  readonly optionValues?: boolean;
}

/**
 * Lists every fact that tells two sets apart, breaking or not. Files that are equal but for source info are not even
 * decoded, unless an enum that they use as a default has changed. Throws CompatError when a file cannot be read.
 */
export function diff(before: DescriptorSet, after: DescriptorSet, options: DiffOptions = {}): Change[] {
  const schemas = { before: openSchema(before), after: openSchema(after) };
  const files = pairFiles(schemas);
  const comparison = { ...compareTypes(schemas, files), spellsOptions: options.optionValues !== false };
  const changes = [
    ...diffPackages(comparison),
    ...diffFiles(comparison, files),
    ...diffMessages(comparison),
    ...diffEnums(comparison),
    ...diffExtensions(comparison),
    ...diffServices(comparison),
  ];
  const comments = options.comments ? [...commentChanges(files.same)] : [];
  return [...changes, ...layoutChanges(files.touched, changes), ...comments];
}

function compareTypes(schemas: Pair<Schema>, files: FilePairs): Omit<Comparison, "spellsOptions"> {
  const index = indexSides(files, []);
  const movedDefaults = enumsWithMovedDefaults(index);
  const dependents = dependentsOf(movedDefaults, files.same, index.after, schemas.after);
  return { schemas, movedDefaults, index: dependents.length === 0 ? index : indexSides(files, dependents) };
}

function indexSides({ added, removed, touched }: FilePairs, dependents: FilePairs["same"]): Pair<ElementIndex> {
  const both = [...touched, ...dependents];
  return {
    before: indexElements([...both.map((pair) => pair.before), ...removed]),
    after: indexElements([...both.map((pair) => pair.after), ...added]),
  };
}
