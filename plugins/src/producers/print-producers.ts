import type { Schema } from "@bufbuild/protoplugin";
import type { EventInfo } from "@postel/model";
import { PluginError } from "../errors.ts";
import { upperFirst } from "../names/casing.ts";
import { distinctNames } from "../names/distinct-names.ts";
import type { PluginOptions } from "../options.ts";
import { type CodeFile, codeFile } from "../print/code-file.ts";
import { commentOf } from "../print/comments-of.ts";
import { doc } from "../print/doc.ts";
import { headOf } from "../print/head-of.ts";
import { hintFor } from "../request/hint-for.ts";
import { modelOf } from "../request/model-of.ts";
import type { RequestModel } from "../request/model-of-set.ts";

/** Prints `postel_producers.ts`: one publish function per event that the service emits, and none for others. */
export function printProducers(schema: Schema<PluginOptions>): void {
  const { emits } = schema.options;
  if (emits.length === 0) return;
  const model = modelOf(schema.proto);
  const events = emits.map((name) => emittable(model, name)).sort(byName);
  const names = distinctNames(events.map(({ desc }) => desc));
  const out = codeFile(
    schema,
    "postel_producers.ts",
    headOf(
      schema,
      events.map(({ desc }) => desc),
    ),
  );
  const methods = events.map((event, at) => ({ event, name: `publish${upperFirst(names[at] ?? "")}` }));
  printInterface(out, methods);
  printFactory(out, methods);
}

interface Method {
  readonly event: EventInfo;
  readonly name: string;
}

function emittable(model: RequestModel, name: string): EventInfo {
  const event = model.events.get(name);
  if (event === undefined)
    throw new PluginError("event_unknown", { name, hint: hintFor(name, [...model.events.keys()]) });
  if (!event.options.retired) return event;
  const latest = model.lineages.get(event.lineage)?.majors.at(-1);
  const instead = latest === undefined || latest.options.retired ? "another event" : latest.name;
  throw new PluginError("event_retired", { name, latest: instead });
}

function printInterface({ f, ref }: CodeFile, methods: readonly Method[]): void {
  f.print(doc(f, ["What this service emits, each event at the major that it declares."]));
  f.print(f.export("interface", "Producers"), " {");
  for (const { event, name } of methods) {
    f.print(doc(f, [commentOf(event.desc), travels(event), deprecation(event)], "  "));
    f.print(
      ...["  ", name, "(message: ", ref.messageInit(), "<typeof ", ref.schema(event.desc).toTypeOnly(), ">, "],
      ...["options?: ", ref.runtime("PublishOptions"), "): Promise<", ref.runtime("Envelope"), ">;"],
    );
  }
  f.print("}");
  f.print();
}

function printFactory({ f, ref }: CodeFile, methods: readonly Method[]): void {
  const publisher = ["Pick<", ref.runtime("Producer"), ', "publish">'];
  f.print(
    doc(f, [
      "Makes this service's producers: on a bus, or through what publishes already. Pass a handler's context, and events go out once the handler has succeeded.",
    ]),
  );
  f.print(
    f.export("function", "createProducers"),
    "(through: ",
    publisher,
    " | ",
    ref.runtime("ProducerOptions"),
    "): Producers {",
  );
  f.print(
    "  const publisher: ",
    publisher,
    ' = "publish" in through ? through : ',
    ref.runtime("createProducer"),
    "(through);",
  );
  f.print("  return {");
  for (const { event, name } of methods)
    f.print(
      `    ${name}: (message, options) => publisher.publish(`,
      ref.definition(event.desc),
      ", message, options),",
    );
  f.print("  };");
  f.print("}");
}

function travels({ name, topic, key }: EventInfo): string {
  return `Publishes ${name} to \`${topic}\`${key === "" ? "" : `, keyed by \`${key}\``}.`;
}

function deprecation({ options, desc }: EventInfo): string {
  if (options.sunset !== "") return `@deprecated Nothing emits it from ${options.sunset} on.`;
  return desc.deprecated ? "@deprecated" : "";
}

function byName(a: EventInfo, b: EventInfo): number {
  return a.name < b.name ? -1 : 1;
}
