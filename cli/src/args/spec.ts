/** One `--option` of a command. Its key in the spec is camelCase; on the command line it is kebab-case. */
export interface Option {
  /** `strings` may be given several times. */
  readonly type: "string" | "strings" | "boolean" | "number";
  readonly describe: string;
  readonly choices?: readonly string[];
  readonly default?: string | number;
  readonly required?: true;
}

/** One word of a command that is not an option. */
export interface Positional {
  readonly name: string;
  readonly describe: string;
  readonly default?: string;
  readonly required?: true;
}

/** All that is to say about a command without loading it: what it takes, what it is for, how it is used. */
export interface Spec {
  readonly name: string;
  /** One line for the list of commands. */
  readonly summary: string;
  /** What the summary leaves out: outputs, exit codes, defaults. */
  readonly description?: string;
  readonly positionals: readonly Positional[];
  readonly options: Readonly<Record<string, Option>>;
  /** Pairs of a command line and what it does. */
  readonly examples: readonly (readonly [line: string, what: string])[];
}

type Chosen<T> = T extends { choices: readonly (infer Choice)[] } ? Choice : string;

type Given<T> = T extends { required: true } ? true : T extends { default: unknown } ? true : false;

type OptionValue<T extends Option> = T["type"] extends "boolean"
  ? boolean
  : T["type"] extends "strings"
    ? readonly string[]
    : T["type"] extends "number"
      ? Given<T> extends true
        ? number
        : number | undefined
      : Given<T> extends true
        ? Chosen<T>
        : Chosen<T> | undefined;

/** The values that a spec's handler receives: every option and positional by its name in the spec. */
export type ArgsOf<S extends Spec> = {
  readonly [K in keyof S["options"]]: OptionValue<S["options"][K]>;
} & {
  readonly [P in S["positionals"][number] as P["name"]]: Given<P> extends true ? string : string | undefined;
};

/** Values by name, as parsed; `ArgsOf` gives them their types. */
export type RawArgs = Readonly<Record<string, string | number | boolean | readonly string[] | undefined>>;

/** Returns the spec as it is, with its literal types kept. */
export function defineSpec<const S extends Spec>(spec: S): S {
  return spec;
}

/** Tells whether a word is no flag: `-` is standard input, and `-#format=json` says what it holds. */
export function isWord(word: string): boolean {
  return !word.startsWith("-") || word === "-" || word.startsWith("-#");
}

/** The flag of an option's key: `errorFormat` is `--error-format`, without the dashes. */
export function flagOf(key: string): string {
  return key.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}
