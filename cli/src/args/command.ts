import type { Io } from "../terminal/io.ts";
import type { ArgsOf, RawArgs, Spec } from "./spec.ts";

/** How a command ended when nothing went wrong: `findings` is exit code 100. */
export type Outcome = "clean" | "findings";

/** Does a command's work; everything it reads and writes outside of files goes through `io`. */
export type Handler<S extends Spec> = (args: ArgsOf<S>, io: Io) => Promise<Outcome>;

/** A command: what it takes, and how to load what it does. */
export interface Command {
  readonly spec: Spec;
  readonly load: () => Promise<(args: RawArgs, io: Io) => Promise<Outcome>>;
}

/** Ties a spec to its handler, which is imported only when the command runs. */
export function command<S extends Spec>(spec: S, load: () => Promise<Handler<S>>): Command {
  return { spec, load: load as Command["load"] };
}
