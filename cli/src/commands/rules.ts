import type { Handler } from "../args/command.ts";
import type { rulesSpec } from "./rules-spec.ts";

/** Prints the table of rules, or one rule with its example. */
export const rules: Handler<typeof rulesSpec> = async (_args, io) => {
  io.out("soon\n");
  return "clean";
};
