import type { Handler } from "../args/command.ts";
import type { ArgsOf } from "../args/spec.ts";
import { CliError } from "../errors.ts";
import { hint } from "../gen/closest.ts";
import { changelog as write } from "../release/changelog.ts";
import { moduleHistory } from "../release/module-history.ts";
import { loadSet } from "../sources/load-set.ts";
import { openRegistry } from "../sources/registry.ts";
import type { changelogSpec } from "./changelog-spec.ts";

type Args = ArgsOf<typeof changelogSpec>;

const MOST_RELEASES = 100;

/** Prints a module's changelog, or what an input changes. */
export const changelog: Handler<typeof changelogSpec> = async (args, io) => {
  const { against, input } = args;
  io.out(
    against === undefined ? await released(args, io.env.POSTEL_REGISTRY) : await unreleased(input, against, io.cwd),
  );
  return "clean";
};

async function released({ registry: given, module }: Args, preset: string | undefined): Promise<string> {
  const url = given ?? preset;
  if (url === undefined || module === undefined)
    throw new CliError("USAGE", { message: "say --registry and --module, or --against", command: "postel changelog" });
  const registry = openRegistry(url);
  const history = await moduleHistory(registry, module, MOST_RELEASES);
  if (history.releases.length > 0) return write({ title: module, ...history });
  throw new CliError("UNKNOWN_MODULE", { module, source: url, hint: hint(module, await registry.modules()) });
}

async function unreleased(input: string, against: string, cwd: string): Promise<string> {
  const [after, before] = await Promise.all([loadSet(input, { cwd }), loadSet(against, { cwd })]);
  const releases = [{ version: "Unreleased", set: after }];
  return write({ title: input, releases, before: { version: against, set: before } });
}
