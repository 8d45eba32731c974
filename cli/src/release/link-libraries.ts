import { existsSync } from "node:fs";
import { mkdir, realpath, symlink } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";

/** Libraries that generated code may import. */
const LINKED = ["@bufbuild/protobuf", "@bufbuild/protovalidate", "@postel/proto", "@postel/runtime"];

/** Lets generated code in a folder import its libraries as they are installed here. Returns where those are. */
export async function linkLibraries(folder: string): Promise<string[]> {
  const linked: string[] = [];
  for (const name of LINKED) {
    const target = packageFolder(name);
    if (target === undefined) continue;
    const link = join(folder, "node_modules", name);
    await mkdir(dirname(link), { recursive: true });
    const real = await realpath(target);
    await symlink(real, link, "junction");
    linked.push(real);
  }
  return linked;
}

/** Where Node would find a package from here; undefined when it is not installed. */
export function packageFolder(name: string): string | undefined {
  const places = createRequire(import.meta.url).resolve.paths(name) ?? [];
  return places.map((place) => join(place, name)).find((folder) => existsSync(join(folder, "package.json")));
}
