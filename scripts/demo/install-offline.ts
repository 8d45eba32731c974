import { mkdir, readdir, readFile, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { runCommand } from "./run-command.ts";
import { StoryError } from "./story.ts";
import { linkBin, ROOT, type Workplace } from "./workplace.ts";

/** What a service installs from npm besides its events; here they are packed from this repository's folders. */
const PACKED = {
  "@bufbuild/protobuf": "node_modules/@bufbuild/protobuf",
  "@postel/proto": "proto",
  "@postel/runtime": "runtime",
  "@types/node": "node_modules/@types/node",
  "undici-types": "node_modules/undici-types",
} as const;

const QUIETLY = "--ignore-scripts --no-audit --no-fund --loglevel=error";

/**
 * Does what `npm install` does in a service, without a network: everything comes from tarballs, and the tools that are
 * installed here already are linked. The service's package.json stays as it is.
 */
export async function installOffline(place: Workplace): Promise<void> {
  const manifest = join(place.service, "package.json");
  const written = await readFile(manifest, "utf8");
  const tarballs = { ...(await packLibraries(place)), ...(await released(place)) };
  await writeFile(manifest, JSON.stringify({ ...JSON.parse(written), dependencies: tarballs, devDependencies: {} }));
  await npm(`npm install --offline --no-package-lock ${QUIETLY}`, place.service, place);
  await writeFile(manifest, written);
  await linkTools(place.service);
}

async function packLibraries(place: Workplace): Promise<Record<string, string>> {
  const folder = join(place.root, "tarballs");
  await mkdir(folder);
  const sources = Object.values(PACKED).map((path) => join(ROOT, path));
  await npm(`npm pack --pack-destination ${folder} ${QUIETLY} ${sources.join(" ")}`, place.root, place);
  const files = await readdir(folder);
  return Object.fromEntries(Object.keys(PACKED).map((name) => [name, `file:${join(folder, tarballOf(name, files))}`]));
}

/** The newest release of each module that the service uses. */
async function released({ packages }: Workplace): Promise<Record<string, string>> {
  const files = (await readdir(packages)).sort().reverse();
  const names = ["@shop/orders", "@shop/shipping"];
  return Object.fromEntries(names.map((name) => [name, `file:${join(packages, tarballOf(name, files))}`]));
}

function tarballOf(name: string, files: readonly string[]): string {
  const prefix = `${name.replace("@", "").replace("/", "-")}-`;
  const found = files.find((file) => file.startsWith(prefix) && /^\d/.test(file.slice(prefix.length)));
  if (found === undefined) throw new StoryError(`there is no tarball of ${name} among ${files.join(", ")}`);
  return found;
}

/** The command line and TypeScript: of this repository, as if they were installed in the service. */
async function linkTools(service: string): Promise<void> {
  const modules = join(service, "node_modules");
  await symlink(join(ROOT, "cli"), join(modules, "@postel/cli"));
  await symlink(join(ROOT, "node_modules/typescript"), join(modules, "typescript"));
  await linkBin(service, "gen", join(ROOT, "cli/bin/gen.js"));
  await linkBin(service, "tsc", join(ROOT, "node_modules/typescript/bin/tsc"));
}

async function npm(line: string, cwd: string, { root }: Workplace): Promise<void> {
  const { exit, all } = await runCommand(line, { cwd, env: { npm_config_cache: join(root, "npm-cache") } });
  if (exit !== 0) throw new StoryError(`\`${line}\` ended with ${exit}:\n${all}`);
}
