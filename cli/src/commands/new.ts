import { basename, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import type { Handler } from "../args/command.ts";
import { CliError } from "../errors.ts";
import { generatorVersion } from "../gen/generator-version.ts";
import { scaffold } from "../scaffold/scaffold.ts";
import type { newSpec } from "./new-spec.ts";

/** The bundle carries the templates: `dist/templates`. */
const SERVICE = fileURLToPath(new URL("../templates/service", import.meta.url));

/** Makes a service from the template. */
export const newService: Handler<typeof newSpec> = async (args, io) => {
  const folder = resolve(io.cwd, args.folder);
  const name = args.name ?? basename(folder);
  if (!/^[a-z][a-z0-9-]{0,100}$/.test(name))
    throw new CliError("USAGE", {
      message: `${name} is no name of a service such as fulfilment`,
      command: "postel new",
    });
  const files = await scaffold(SERVICE, folder, { name, registry: args.registry, postel: generatorVersion() });
  io.out(args.json ? `${JSON.stringify({ version: 1, folder, files })}\n` : files.map((path) => `${path}\n`).join(""));
  io.err(`next:  cd ${args.folder} && npm install && npx gen\n`);
  return "clean";
};
