import { posix } from "node:path";
import type { DescriptorSet } from "@postel/proto";
import { moduleSet } from "../sources/module-set.ts";
import type { UpcastFiles } from "../upcasts/upcast-files.ts";

/** Schemas and hand-written functions that are compiled together. */
export interface LineageCode {
  readonly set: DescriptorSet;
  readonly upcasts: UpcastFiles;
}

const UPCAST = ".upcast.ts";

/**
 * Cuts out what the code of some .proto files can depend on: what they import, the functions beside any of that, and whatever
 * those import in turn.
 */
export function lineageCode({ set, upcasts }: LineageCode, protos: readonly string[]): LineageCode {
  const wanted = new Set(protos);
  const taken = new Map<string, string>();
  for (;;) {
    const cut = moduleSet(set, [...wanted]);
    const beside = cut.files.map(({ path }) => path.replace(/\.proto$/, UPCAST));
    const fresh = [...beside, ...wanted].filter((path) => upcasts.has(path) && !taken.has(path));
    if (fresh.length === 0) return { set: cut, upcasts: taken };
    for (const path of fresh) {
      const text = upcasts.get(path) ?? "";
      taken.set(path, text);
      for (const each of [path.replace(UPCAST, ".proto"), ...importsOf(path, text)]) wanted.add(each);
    }
  }
}

/** The .proto files and functions behind every relative path in a text: `./order_pb.js`, `../v1/order.upcast.js`. */
function importsOf(from: string, text: string): string[] {
  const paths = [...text.matchAll(/["'](\.{1,2}\/[^"'\n]+)\.js["']/g)].map(([, path = ""]) =>
    posix.join(posix.dirname(from), path),
  );
  return paths.map((path) =>
    path.endsWith(".upcast") ? `${path}.ts` : `${path.replace(/_(pb|upcast|downcast|event)$/, "")}.proto`,
  );
}
