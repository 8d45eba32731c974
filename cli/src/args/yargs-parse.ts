import yargs, { type Argv, type Options } from "yargs";
import { CliError } from "../errors.ts";
import { emptyArgs } from "./quick-parse.ts";
import { flagOf, isWord, type Option, type RawArgs, type Spec } from "./spec.ts";

/** What the words of a command line ask for: a text to print, such as help, or a command to run. */
export type Parsed =
  | { readonly kind: "print"; readonly text: string }
  | { readonly kind: "run"; readonly name: string; readonly args: RawArgs };

/** The program that was called. With `only`, its command needs no name. */
export interface Program {
  readonly name: string;
  readonly version: string;
  readonly specs: readonly Spec[];
  readonly only?: Spec;
}

const COMPLETION = "completion";

/** Stands before `-` on its way through yargs; no argument can hold a NUL. */
const ESCAPE = "\0";

/** Width of help where the terminal does not say. */
const COLUMNS = 100;

/** Reads a whole command line: help, version, completion and every mistake included. Throws CliError USAGE. */
export async function yargsParse(program: Program, words: readonly string[], columns = COLUMNS): Promise<Parsed> {
  let run: Parsed | undefined;
  let printed = "";
  const parser = base(program, columns, words);
  for (const spec of program.only === undefined ? program.specs : [program.only]) {
    const name = program.only === undefined ? spec.name : "$0";
    parser.command(
      [name, ...spec.positionals.map(wordUsage)].join(" "),
      spec.summary,
      (y) => describe(y, program, spec),
      (found) => {
        run = { kind: "run", name: spec.name, args: pick(program, spec, found) };
      },
    );
  }
  await parser.parseAsync(escapeWords(program, words), {}, (_error, _found, output) => {
    printed = output;
  });
  return run ?? { kind: "print", text: `${printed === "" ? await parser.getHelp() : printed}\n` };
}

/**
 * Makes words plain that yargs would misread: it would take a `true` that follows a flag for the flag's value, a word
 * that begins with `-` for flags, and the name of a positional for a flag.
 */
function escapeWords(program: Program, words: readonly string[]): string[] {
  const spec = program.only ?? program.specs.find((candidate) => candidate.name === words[0]);
  const options = Object.entries(spec?.options ?? {});
  const flags = new Set(options.flatMap(([key, option]) => (option.type === "boolean" ? [`--${flagOf(key)}`] : [])));
  const positionals = new Set(spec?.positionals.map(({ name }) => `--${name}`));
  const end = words.includes("--") ? words.indexOf("--") : words.length;
  return words.map((word, at) => {
    const [flag = "", value] = word.split("=", 2);
    if (at < end && positionals.has(flag)) throw misuse(program, words, `Unknown argument: ${flag.slice(2)}`);
    if (at >= end || !flags.has(flag)) return word.startsWith("-") && isWord(word) ? `${ESCAPE}${word}` : word;
    if (TRUE.has(value ?? "true")) return `${flag}=true`;
    if (FALSE.has(value ?? "true")) return `${flag}=false`;
    throw misuse(program, words, `${flag} is true or false, not ${value}`);
  });
}

/** What Go takes for a boolean, and so buf. */
const TRUE = new Set(["true", "True", "TRUE", "t", "T", "1"]);
const FALSE = new Set(["false", "False", "FALSE", "f", "F", "0"]);

function restore(word: string): string {
  return word.startsWith(ESCAPE) ? word.slice(ESCAPE.length) : word;
}

function base(program: Program, columns: number, words: readonly string[]): Argv {
  return yargs()
    .scriptName(program.name)
    .locale("en")
    .parserConfiguration({
      "boolean-negation": false,
      "camel-case-expansion": false,
      "dot-notation": false,
      "parse-numbers": false,
      "parse-positional-numbers": false,
    })
    .strict()
    .recommendCommands()
    .version(program.version)
    .help()
    .alias("h", "help")
    .wrap(Math.min(columns, COLUMNS))
    .completion(COMPLETION, "Print a completion script for bash or zsh")
    .epilogue("Exit codes: 0 clean, 100 findings, 1 failure, 2 usage.")
    .fail((message, error) => {
      // yargs prints the script, then takes the word for an unknown argument.
      if (words[0] === COMPLETION) return;
      throw error instanceof CliError ? error : misuse(program, words, message);
    });
}

function describe(parser: Argv, program: Program, spec: Spec): Argv {
  const call = program.only === undefined ? `${program.name} ${spec.name}` : program.name;
  const usage = [call, ...spec.positionals.map(wordUsage), "[options]"].join(" ");
  parser.usage(`${usage}\n\n${spec.summary}.${spec.description === undefined ? "" : `\n${spec.description}`}`);
  for (const word of spec.positionals) {
    parser.positional(word.name, { type: "string", describe: word.describe, default: word.default });
  }
  for (const [key, option] of Object.entries(spec.options)) parser.option(flagOf(key), optionOf(option));
  for (const [line, what] of spec.examples) parser.example(line, what);
  return parser;
}

function wordUsage(word: Spec["positionals"][number]): string {
  return word.required ? `<${word.name}>` : `[${word.name}]`;
}

function optionOf(option: Option): Options {
  return {
    describe: option.describe,
    type: option.type === "boolean" ? "boolean" : "string",
    ...(option.type === "strings" ? { array: true, nargs: 1 } : {}),
    requiresArg: option.type === "string" || option.type === "number",
    ...(option.choices === undefined ? {} : { choices: option.choices }),
    ...(option.default === undefined ? {} : { default: String(option.default) }),
    ...(option.required ? { demandOption: true } : {}),
  };
}

function pick(program: Program, spec: Spec, found: Readonly<Record<string, unknown>>): RawArgs {
  const args = emptyArgs(spec);
  for (const key of Object.keys(spec.options)) {
    const value = found[flagOf(key)];
    if (value !== undefined) args[key] = readValue(program, spec, key, value);
  }
  for (const word of spec.positionals) {
    const value = found[word.name];
    if (value !== undefined) args[word.name] = restore(String(value));
  }
  return args;
}

/** The last of several values counts, as in most tools. */
function readValue(program: Program, spec: Spec, key: string, value: unknown): RawArgs[string] {
  const option = spec.options[key] as Option;
  if (option.type === "strings") return (value as unknown[]).map((each) => restore(String(each)));
  const last: unknown = Array.isArray(value) ? value.at(-1) : value;
  if (option.type === "boolean") return last === true;
  if (option.type === "string") return restore(String(last));
  if (/^\d{1,9}$/.test(String(last))) return Number(last);
  throw misuse(program, [spec.name], `--${flagOf(key)} takes a whole number, not ${last}`);
}

function misuse(program: Program, words: readonly string[], message: string): CliError {
  const first = words[0] ?? "";
  const spec = program.only ?? program.specs.find(({ name }) => name === first);
  const command = program.only === undefined && spec !== undefined ? `${program.name} ${first}` : program.name;
  if (spec === undefined && !first.startsWith("-")) {
    const hint = /Did you mean .*/.exec(message)?.[0];
    return new CliError("USAGE", {
      message: [`there is no command ${first}`, ...(hint ? [hint] : [])].join("; "),
      command,
    });
  }
  if (/^Not enough non-option/.test(message)) {
    const needed = spec?.positionals.filter(({ required }) => required).map(wordUsage) ?? [];
    return new CliError("USAGE", { message: `${command} needs ${needed.join(" ")}`, command });
  }
  return new CliError("USAGE", {
    message: message
      .trim()
      .split(/\s*\n\s*/)
      .join(": "),
    command,
  });
}
