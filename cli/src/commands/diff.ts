import { diff as changesOf } from "@postel/compat";
import type { Handler } from "../args/command.ts";
import { diffText } from "../diff/diff-text.ts";
import { factsByEvent } from "../diff/facts-by-event.ts";
import { loadSet } from "../sources/load-set.ts";
import { jsonText } from "../terminal/json-text.ts";
import type { diffSpec } from "./diff-spec.ts";

/** Prints every fact that tells two inputs apart. */
export const diff: Handler<typeof diffSpec> = async (args, { cwd, out, paint }) => {
  const [before, after] = await Promise.all([loadSet(args.before, { cwd }), loadSet(args.after, { cwd })]);
  const facts = factsByEvent(changesOf(before, after), before, after);
  out(args.json || args.format === "json" ? jsonText({ version: 1, changes: facts }) : diffText(facts, paint));
  return "clean";
};
