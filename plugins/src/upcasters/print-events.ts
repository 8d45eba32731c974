import type { DescFile } from "@bufbuild/protobuf";
import type { Printable, Schema } from "@bufbuild/protoplugin";
import { type EventInfo, keyPath, packageVersion } from "@postel/model";
import { eventNames } from "../names/event-names.ts";
import type { PluginOptions } from "../options.ts";
import { type CodeFile, codeFile } from "../print/code-file.ts";
import { commentOf } from "../print/comments-of.ts";
import { doc } from "../print/doc.ts";
import { printKey } from "../print/print-key.ts";
import type { RequestModel } from "../request/model-of-set.ts";
import type { Evolution } from "./evolution.ts";
import { printLineage } from "./print-lineage.ts";

/** Prints `<file>_event.ts`: the definitions of the file's events, and the lineages of which they are the latest major. */
export function printEvents(schema: Schema<PluginOptions>, model: RequestModel, up: Evolution, file: DescFile): void {
  const events = model.eventsOfFile.get(file.proto.name) ?? [];
  if (events.length === 0) return;
  const out = codeFile(schema, `${file.name}_event.ts`, file);
  for (const event of events) {
    printDefinition(out, event, schema.options);
    const lineage = model.lineages.get(event.lineage);
    if (lineage?.majors.at(-1) === event) printLineage(out, lineage, event, { up });
  }
}

function printDefinition({ f, ref }: CodeFile, event: EventInfo, options: PluginOptions): void {
  const { definition } = eventNames(event.desc);
  f.print(doc(f, [commentOf(event.desc), `The event ${event.name}.`]));
  f.print(
    ...[f.export("const", definition), ": ", ref.runtime("EventMajor"), "<", ref.shape(event.desc), "> = "],
    ...["/*@__PURE__*/ ", ref.runtime("defineEvent"), "<", ref.shape(event.desc), ">({"],
  );
  const print = (name: string, value: Printable) => f.print(`  ${name}: `, value, ",");
  print("typeName", JSON.stringify(event.name));
  print("schema", ref.schema(event.desc));
  print("module", JSON.stringify(options.module ?? packageVersion(event.package).base.replaceAll(".", "/")));
  print("version", JSON.stringify(options.version));
  print("digest", JSON.stringify(event.schemaDigest));
  print("topic", JSON.stringify(event.topic));
  if (event.options.maxSize > 0) print("maxSize", String(event.options.maxSize));
  const key = event.key === "" ? undefined : keyPath(event.desc, event.key);
  if (key?.kind === "ok") print("key", ["(event) => ", ref.runtime("keyBytes"), "(", printKey(key.fields), ")"]);
  f.print("});");
  f.print();
}
