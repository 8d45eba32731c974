import { join, relative } from "node:path";
import type { Narrator } from "./narrator.ts";
import { type Ran, runCommand } from "./run-command.ts";
import type { Workplace } from "./workplace.ts";

/** What a command must do for the story to be true. */
export interface Expected {
  readonly exit: number;
  /** What it must say, on stdout or stderr. */
  readonly says?: readonly (RegExp | string)[];
  /** Which of its lines are worth showing; all where it is left out. */
  readonly show?: RegExp;
}

/** A story that is being told: every command is run as it is printed, and must do what the story says. */
export interface Story extends Narrator {
  readonly place: Workplace;
  /** Runs a command in a folder and shows what it says. Rejects when it does not do what is expected. */
  readonly run: (folder: string, line: string, expected: Expected) => Promise<Ran>;
  /** Adds to the environment of all commands from now on. */
  readonly setEnv: (name: string, value: string) => void;
  /** Rejects with `what` unless it holds. */
  readonly must: (holds: boolean, what: string) => void;
}

/** A step that did not do what the story says. */
export class StoryError extends Error {
  override readonly name = "StoryError";
}

/** Starts a story. */
export function createStory(narrator: Narrator, place: Workplace): Story {
  const env: Record<string, string> = { POSTEL_CACHE_DIR: join(place.root, "cache") };
  const must = (holds: boolean, what: string) => {
    if (!holds) throw new StoryError(what);
  };
  return {
    ...narrator,
    place,
    must,
    setEnv(name, value) {
      env[name] = value;
    },
    async run(folder, line, { exit, says = [], show = /^/ }) {
      narrator.typed(line);
      const ran = await runCommand(line, { cwd: folder, env });
      const lines = ran.all.split("\n");
      narrator.output(lines.filter((text) => show.test(text)).join("\n"));
      if (exit !== 0) narrator.output(`exit code ${ran.exit}`);
      const where = `\`${line}\` in ${relative(place.root, folder)}`;
      must(ran.exit === exit, `${where} ended with ${ran.exit}, not ${exit}:\n${ran.all}`);
      for (const text of says)
        must(typeof text === "string" ? ran.all.includes(text) : text.test(ran.all), `${where} did not say ${text}`);
      return ran;
    },
  };
}
