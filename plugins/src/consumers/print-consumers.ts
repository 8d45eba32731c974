import type { Schema } from "@bufbuild/protoplugin";
import { access, propertyKey } from "../names/property.ts";
import type { PluginOptions } from "../options.ts";
import { type CodeFile, codeFile } from "../print/code-file.ts";
import { commentOf } from "../print/comments-of.ts";
import { doc } from "../print/doc.ts";
import { headOf } from "../print/head-of.ts";
import { modelOf } from "../request/model-of.ts";
import { type ConsumedLineage, consumedLineages } from "./consumed-lineages.ts";
import { lineageFile } from "./lineage-file.ts";

/** Prints `postel_consumers.ts`: one handler per lineage that the service reads, all of them required. */
export function printConsumers(schema: Schema<PluginOptions>): void {
  if (schema.options.consumes.length === 0) return;
  const model = modelOf(schema.proto);
  const consumed = consumedLineages(model, schema.options.consumes);
  const files = consumed.map((one) => lineageFile(model, one));
  const head = headOf(
    schema,
    consumed.map(({ target }) => target.desc),
  );
  const out = codeFile(schema, "postel_consumers.ts", head);
  printHandlers(out, consumed);
  printFactory(out, consumed, files);
}

function printHandlers({ f, ref }: CodeFile, consumed: readonly ConsumedLineage[]): void {
  f.print(
    doc(f, [
      "What this service does with the events that it reads. `Tx` is the inbox's transaction: what a handler writes through it commits together with the memory that the event was handled.",
    ]),
  );
  f.print(f.export("interface", "Handlers"), "<Tx = unknown> {");
  for (const { lineage, target, handler } of consumed) {
    const majors = lineage.majors.map(({ major }) => `v${major}`).join(", ");
    f.print(doc(f, [commentOf(target.desc), `Receives ${majors} of ${lineage.name}, each as ${target.name}.`], "  "));
    f.print(
      ...["  ", propertyKey(handler), "(event: ", ref.shape(target.desc), ", context: ", ref.runtime("HandlerContext")],
      ...["<Tx>): ", ref.own("Promise"), "<void> | void;"],
    );
  }
  f.print("}");
  f.print();
}

function printFactory({ f, ref }: CodeFile, consumed: readonly ConsumedLineage[], files: readonly string[]): void {
  const shapes = consumed.flatMap(({ target }, at) => [at === 0 ? "" : ", ", ref.shape(target.desc)]);
  const options = [ref.runtime("ConsumerOptions"), "<Tx, ConsumedEvents>"];
  f.print(doc(f, ["What handlers receive, in the order of `Handlers`."]));
  f.print(f.export("type", "ConsumedEvents"), " = readonly [", shapes, "];");
  f.print();
  f.print(doc(f, ["What this service's consumer needs."]));
  f.print(
    f.export("type", "ConsumersOptions"),
    "<Tx = unknown> = ",
    ref.own("Omit"),
    "<",
    options,
    ', "subscriptions"> & {',
  );
  f.print("  readonly handlers: Handlers<Tx>;");
  f.print("};");
  f.print();
  f.print(doc(f, ["Makes the consumer of everything that this service reads; `start` it."]));
  f.print(
    f.export("function", "createConsumers"),
    "<Tx>(options: ConsumersOptions<Tx>): ",
    ref.runtime("Consumer"),
    " {",
  );
  f.print("  const { handlers } = options;");
  f.print("  return ", ref.runtime("createConsumer"), "<Tx, ConsumedEvents>({");
  f.print("    ...options,");
  f.print("    subscriptions: [");
  for (const [at, { target, handler }] of consumed.entries())
    f.print(
      ...["      { lineage: ", ref.lineage(target.desc, files[at] ?? "")],
      `, handle: (event, context) => handlers${access(handler)}(event, context) },`,
    );
  f.print("    ],");
  f.print("  });");
  f.print("}");
}
