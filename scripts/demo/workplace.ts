import { cp, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

/** This repository. */
export const ROOT = join(import.meta.dirname, "../..");

/** The folders of the story, all in one temporary folder. */
export interface Workplace {
  readonly root: string;
  /** The central repository of schemas. */
  readonly schemas: string;
  /** Where releases leave their npm packages. */
  readonly packages: string;
  /** The service that adopts them. */
  readonly service: string;
  /** Services that were built earlier. */
  readonly producers: string;
  /** The registry's data. */
  readonly data: string;
}

const BUF_YAML = `version: v2
modules:
${["orders", "shipping"].map((name) => `  - path: .\n    name: example.com/shop/${name}\n    includes: [shop/${name}]\n`).join("")}`;

/** Makes a workplace: a copy of the example's schemas as they will be in the end, and `postel` to call. */
export async function createWorkplace(): Promise<Workplace> {
  const root = await mkdtemp(join(tmpdir(), "postel-demo-"));
  const folder = (name: string) => join(root, name);
  const schemas = folder("schemas");
  for (const module of ["orders", "shipping"])
    await cp(join(ROOT, "proto/shop", module), join(schemas, "shop", module), { recursive: true });
  await writeFile(join(schemas, "buf.yaml"), BUF_YAML);
  await writeFile(join(schemas, "package.json"), '{ "private": true }\n');
  await linkBin(schemas, "postel", join(ROOT, "cli/bin/postel.js"));
  const place = { root, schemas, packages: folder("packages"), service: folder("fulfilment") };
  return { ...place, producers: folder("producers"), data: folder("registry") };
}

/** Puts a program where `npx` finds it. */
export async function linkBin(folder: string, name: string, target: string): Promise<void> {
  const bin = join(folder, "node_modules/.bin", name);
  await mkdir(dirname(bin), { recursive: true });
  await symlink(target, bin);
}

/** Replaces text in a file, which must hold it exactly once: the story and the schemas stay in step. */
export async function replaceOnce(file: string, from: string, to: string): Promise<void> {
  const text = await readFile(file, "utf8");
  const [before, after, ...more] = text.split(from);
  if (after === undefined || more.length > 0) throw new Error(`${file} does not hold this once:\n${from}`);
  await writeFile(file, `${before}${to}${after}`);
}

/** Removes the workplace. */
export async function removeWorkplace({ root }: Workplace): Promise<void> {
  await rm(root, { recursive: true, force: true });
}
