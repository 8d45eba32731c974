import type { DescriptorSet } from "@postel/proto";
import type { ResolvedModule } from "../resolve/resolved-module.ts";
import type { Selection } from "../resolve/select-events.ts";

/** A generated file; its path is relative to the output folder. */
export interface PrintedFile {
  readonly path: string;
  readonly text: string;
}

/** Prints the producers and consumers of a service; messages are imported from the modules' npm packages. */
export async function printCode(
  set: DescriptorSet,
  modules: readonly ResolvedModule[],
  { emits, consumes, events }: Selection,
): Promise<PrintedFile[]> {
  const { generate, requestFor } = await import("@postel/plugins");
  const packages = modules.map(({ wanted, packageName }) => `package=${wanted.name}:${packageName}`);
  const targets = [...new Set(events.map(({ event }) => event.desc.file.proto.name))];
  const run = async (plugin: "producers" | "consumers", options: readonly string[]) =>
    options.length === 0 ? [] : generate(plugin, requestFor(set, targets, [...options, ...packages].join(",")));
  const files = [
    ...(await run(
      "producers",
      emits.map(({ name }) => `emits=${name}`),
    )),
    ...(await run(
      "consumers",
      consumes.map((selected) => `consumes=${consumedName(selected)}`),
    )),
  ];
  return files.map(({ path, content }) => ({ path, text: content }));
}

/** A lineage as the plugins name it: `shop.orders.OrderPlaced`, or `…@v1` when it is read as an older major. */
export function consumedName({ lineage, at }: Selection["consumes"][number]): string {
  return at === undefined ? lineage.name : `${lineage.name}@v${at}`;
}
