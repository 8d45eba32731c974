import type { DescFile } from "@bufbuild/protobuf";
import type { Schema } from "@bufbuild/protoplugin";
import { registryOf } from "@postel/proto";
import type { PluginOptions } from "../options.ts";
import { codeFile } from "../print/code-file.ts";
import { modelOf } from "../request/model-of.ts";
import type { RequestModel } from "../request/model-of-set.ts";
import { type Evolution, evolutionOf } from "./evolution.ts";
import { printEnum, printNumberReader } from "./print-enum.ts";
import { printEvents } from "./print-events.ts";
import { printPair } from "./print-pair.ts";
import type { StepFile } from "./step-file.ts";

/** Prints `<file>_upcast.ts` for every file that lineages lead to, and `<file>_event.ts` for every file with events. */
export function printUpcasters(schema: Schema<PluginOptions>): void {
  const model = modelOf(schema.proto);
  const up = evolutionOf(model, "upcast", schema.options.packages);
  for (const file of schema.files) {
    printSteps(schema, model, up, file);
    printEvents(schema, model, up, file);
  }
}

/** Prints all functions of one file, one way. */
function printSteps(schema: Schema<PluginOptions>, model: RequestModel, evolution: Evolution, file: DescFile): void {
  const home = evolution.files.get(file.proto.name);
  if (home === undefined) return;
  const registry = registryOf(model.set);
  const out: StepFile = {
    ...codeFile(schema, `${file.name}_${evolution.verb}.ts`, file),
    evolution,
    home,
    numberReaders: new Map(),
    enumOf: (name) => registry.getEnum(name),
  };
  for (const pair of home.messages.values()) printPair(out, pair);
  for (const pair of home.enums.values()) printEnum(out, pair);
  for (const [name, { desc, numbers }] of out.numberReaders) printNumberReader(out, name, desc, numbers);
}
