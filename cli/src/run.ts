import type { Command, Outcome } from "./args/command.ts";
import { quickParse } from "./args/quick-parse.ts";
import type { RawArgs } from "./args/spec.ts";
import { CliError } from "./errors.ts";
import { errorJson, errorText } from "./terminal/error-text.ts";
import type { Io } from "./terminal/io.ts";

/** A program: what it is called, and its commands. With `only`, it is that one command. */
export interface Program {
  readonly name: string;
  readonly version: string;
  readonly commands: readonly Command[];
  readonly only?: Command;
}

/** Exit codes of every command: without findings, with findings, when postel or its surroundings fail, when called wrongly. */
export const EXIT = { clean: 0, findings: 100, failure: 1, usage: 2 } as const;

/** Runs one command line and returns the exit code; throws nothing. */
export async function run(program: Program, words: readonly string[], io: Io): Promise<number> {
  try {
    if (words.length === 1 && words[0] === "--version") return print(io, `${program.version}\n`);
    const chosen = quickly(program, words) ?? (await carefully(program, words, io));
    if (chosen === undefined) return EXIT.clean;
    const handler = await chosen.command.load();
    return EXIT[await handler(chosen.args, io)] satisfies (typeof EXIT)[Outcome];
  } catch (error) {
    io.err(wantsJson(words) ? errorJson(known(error)) : errorText(known(error), io.paint));
    if (io.env.POSTEL_DEBUG !== undefined && error instanceof Error) io.err(`${error.stack}\n`);
    return exitOf(error, words[0]);
  }
}

interface Chosen {
  readonly command: Command;
  readonly args: RawArgs;
}

function quickly(program: Program, words: readonly string[]): Chosen | undefined {
  const command = program.only ?? program.commands.find((candidate) => candidate.spec.name === words[0]);
  if (command === undefined) return undefined;
  const args = quickParse(command.spec, program.only === undefined ? words.slice(1) : words);
  return args === undefined ? undefined : { command, args };
}

async function carefully(program: Program, words: readonly string[], io: Io): Promise<Chosen | undefined> {
  const { yargsParse } = await import("./args/yargs-parse.ts");
  const { name, version, commands, only } = program;
  const specs = commands.map((command) => command.spec);
  const parsed = await yargsParse(
    only === undefined ? { name, version, specs } : { name, version, specs, only: only.spec },
    words,
    io.columns,
  );
  if (parsed.kind === "print") return void print(io, parsed.text);
  const command = only ?? commands.find((candidate) => candidate.spec.name === parsed.name);
  return command === undefined ? undefined : { command, args: parsed.args };
}

function print(io: Io, text: string): number {
  io.out(text);
  return EXIT.clean;
}

function wantsJson(words: readonly string[]): boolean {
  return words.includes("--json") || words.includes("--format=json") || words[words.indexOf("--format") + 1] === "json";
}

/** Errors that the rooms raise on purpose; their messages say what to do. */
const ROOM_ERRORS = new Set(["CliError", "CompatError", "CompilerError", "ModelError", "PluginError", "RegistryError"]);

/** Anything but an error of the rooms is a defect of ours, and says so. */
function known(error: unknown): unknown {
  if (error instanceof Error && ROOM_ERRORS.has(error.name)) return error;
  return new CliError(
    "INTERNAL",
    { message: error instanceof Error ? error.message : String(error) },
    { cause: error },
  );
}

function exitOf(error: unknown, name: string | undefined): number {
  const exit = error instanceof Error && "exit" in error && typeof error.exit === "number" ? error.exit : EXIT.failure;
  // buf has one exit code for all that goes wrong, and `breaking` is buf's to the letter.
  return name === "breaking" && exit === EXIT.usage ? EXIT.failure : exit;
}
