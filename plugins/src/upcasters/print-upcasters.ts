import type { DescFile } from "@bufbuild/protobuf";
import type { Schema } from "@bufbuild/protoplugin";
import type { EventInfo, Lineage } from "@postel/model";
import { registryOf } from "@postel/proto";
import type { PluginOptions } from "../options.ts";
import { codeFile } from "../print/code-file.ts";
import { modelOf } from "../request/model-of.ts";
import type { RequestModel } from "../request/model-of-set.ts";
import { downcastGaps } from "./downcast-gaps.ts";
import { type Evolution, evolutionOf, type FileEvolution } from "./evolution.ts";
import { printEnum, printKnownValue } from "./print-enum.ts";
import { printEvents } from "./print-events.ts";
import { printLineage } from "./print-lineage.ts";
import { printPair } from "./print-pair.ts";
import type { StepFile } from "./step-file.ts";

/**
 * Prints `<file>_upcast.ts` for every file that lineages lead to, `<file>_event.ts` for every file with events, and
 * `<file>_downcast.ts` for every file that newer events can be read as.
 */
export function printUpcasters(schema: Schema<PluginOptions>): void {
  const model = modelOf(schema.proto);
  const up = evolutionOf(model, "upcast", schema.options.packages);
  const down = evolutionOf(model, "downcast", schema.options.packages);
  for (const file of schema.files) {
    printUpcasts(schema, model, up, file);
    printEvents(schema, model, up, file);
    printDowncasts(schema, model, { up, down }, file);
  }
}

function printUpcasts(schema: Schema<PluginOptions>, model: RequestModel, up: Evolution, file: DescFile): void {
  const home = up.files.get(file.proto.name);
  if (home !== undefined) printSteps(stepFile(schema, model, up, home));
}

function printDowncasts(
  schema: Schema<PluginOptions>,
  model: RequestModel,
  ways: { readonly up: Evolution; readonly down: Evolution },
  file: DescFile,
): void {
  const older = olderMajors(model, file);
  const home = ways.down.files.get(file.proto.name) ?? { file, messages: new Map(), enums: new Map() };
  if (older.length === 0 && home.messages.size === 0 && home.enums.size === 0) return;
  const out = stepFile(schema, model, ways.down, home);
  printSteps(out);
  for (const { lineage, event } of older) printLineage(out, lineage, event, ways);
}

/** The events of a file that are not the newest of their lineage, and that all newer ones can be read as. */
function olderMajors(model: RequestModel, file: DescFile): { lineage: Lineage; event: EventInfo }[] {
  return (model.eventsOfFile.get(file.proto.name) ?? []).flatMap((event) => {
    const lineage = model.lineages.get(event.lineage);
    if (lineage === undefined || lineage.majors.at(-1) === event) return [];
    return downcastGaps(model, lineage, event).length === 0 ? [{ lineage, event }] : [];
  });
}

function stepFile(
  schema: Schema<PluginOptions>,
  model: RequestModel,
  evolution: Evolution,
  home: FileEvolution,
): StepFile {
  const registry = registryOf(model.set);
  return {
    ...codeFile(schema, `${home.file.name}_${evolution.verb}.ts`, home.file),
    evolution,
    home,
    knownValues: new Map(),
    enumOf: (name) => registry.getEnum(name),
    messageOf: (name) => registry.getMessage(name),
  };
}

/** Prints all functions of one file, one way. */
function printSteps(out: StepFile): void {
  for (const pair of out.home.messages.values()) printPair(out, pair);
  for (const pair of out.home.enums.values()) printEnum(out, pair);
  for (const [name, desc] of out.knownValues) printKnownValue(out, name, desc);
}
