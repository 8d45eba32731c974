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
  const emitted = emits.map(({ name }) => `emits=${name}`);
  const consumed = consumes.map(({ lineage, at }) => `consumes=${lineage.name}${at === undefined ? "" : `@v${at}`}`);
  const targets = [...new Set(events.map(({ event }) => event.desc.file.proto.name))];
  const request = (options: readonly string[]) => requestFor(set, targets, [...options, ...packages].join(","));
  const files = [
    ...(emitted.length === 0 ? [] : await generate("producers", request(emitted))),
    ...(consumed.length === 0 ? [] : await generate("consumers", request(consumed))),
  ];
  return files.map(({ path, content }) => ({ path, text: content }));
}
