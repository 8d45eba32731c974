import { readModel } from "@postel/model";
import type { DescriptorSet } from "@postel/proto";
import type { Handler } from "../args/command.ts";
import { CliError } from "../errors.ts";
import { hint } from "../gen/closest.ts";
import { eventText } from "../show/event-text.ts";
import { type ShownEvent, shownEvent } from "../show/shown-event.ts";
import { loadSet } from "../sources/load-set.ts";
import { openRegistry } from "../sources/registry.ts";
import { jsonText } from "../terminal/json-text.ts";
import type { showSpec } from "./show-spec.ts";

/** Prints an event of a source, or of a registry with its releases. */
export const show: Handler<typeof showSpec> = async ({ event, source, registry, format, json }, io) => {
  const shown =
    registry === undefined
      ? describe(event, await loadSet(source, { cwd: io.cwd }), source)
      : await describeReleased(event, registry);
  io.out(json || format === "json" ? jsonText({ version: 1, event: shown }) : eventText(shown, io.paint));
  return "clean";
};

function describe(name: string, set: DescriptorSet, source: string, releases: readonly string[] = []): ShownEvent {
  const model = readModel(set);
  const found = model.events.find((event) => event.name === name);
  const names = model.events.map((event) => event.name);
  if (found === undefined) throw unknown(name, source, names);
  return shownEvent(found, model, releases);
}

async function describeReleased(name: string, url: string): Promise<ShownEvent> {
  const registry = openRegistry(url);
  const event = await registry.event(name);
  if (event === undefined) throw unknown(name, url, await registry.search(""));
  const versions = event.versions.map(({ version }) => version);
  const released = await registry.find(event.module, versions[0]);
  if (released === undefined) throw unknown(name, url, await registry.search(""));
  return describe(name, released.set, url, versions);
}

function unknown(event: string, source: string, names: readonly string[]): CliError {
  return new CliError("UNKNOWN_EVENT", { event, source, hint: hint(event, names) });
}
