import type { DescriptorSet } from "@postel/proto";
import { generate } from "../generate.ts";
import { requestFor } from "../request/request-for.ts";

/** TypeScript by path. */
export type Code = Record<string, string>;

/** Parameters by plugin; a plugin that is not named does not run. */
export type Parameters = Partial<Record<"upcasters" | "producers" | "consumers", string>>;

/** Runs protoc-gen-es and our plugins over every file that is not Postel's own. */
export async function generateAll(set: DescriptorSet, parameters: Parameters): Promise<Code> {
  const targets = targetsOf(set);
  const code: Code = {};
  for (const [path, text] of Object.entries(await messages(set))) code[path] = text;
  for (const plugin of ["upcasters", "producers", "consumers"] as const) {
    const parameter = parameters[plugin];
    if (parameter === undefined) continue;
    const options = ["import_extension=ts", parameter];
    const request = requestFor(set, targets, options.filter((option) => option !== "").join(","));
    for (const { path, content } of await generate(plugin, request)) code[path] = content;
  }
  return code;
}

/** The files of a set that code is generated for. */
export function targetsOf(set: DescriptorSet): string[] {
  return set.files.map(({ path }) => path).filter((path) => !/^(google|postel|buf)\//.test(path));
}

/** Postel's annotations too, so that the code needs nothing beside it. */
async function messages(set: DescriptorSet): Promise<Code> {
  const targets = set.files.map(({ path }) => path).filter((path) => !path.startsWith("google/"));
  const { protocGenEs } = await import("@bufbuild/protoc-gen-es/dist/cjs/src/protoc-gen-es-plugin.js");
  const { file } = protocGenEs.run(requestFor(set, targets, "target=ts,import_extension=ts,erasable_syntax=true"));
  return Object.fromEntries(file.map(({ name, content }) => [name, content]));
}
