import { flagOf, isWord, type Option, type RawArgs, type Spec } from "./spec.ts";

/**
 * Reads the words after a command's name where nothing about them is in doubt; undefined leaves them to yargs,
 * which reads everything, helps and complains. It is 40 ms faster, and never of another opinion (a test compares).
 */
export function quickParse(spec: Spec, words: readonly string[]): RawArgs | undefined {
  const options = new Map(Object.entries(spec.options).map(([key, option]) => [`--${flagOf(key)}`, { key, option }]));
  const args: Record<string, string | number | boolean | readonly string[] | undefined> = emptyArgs(spec);
  const bare: string[] = [];
  for (let at = 0; at < words.length; at++) {
    const word = words[at] as string;
    if (isWord(word)) {
      bare.push(word);
      continue;
    }
    const equals = word.indexOf("=");
    const known = options.get(equals < 0 ? word : word.slice(0, equals));
    if (known === undefined || word === "--") return undefined;
    const takesNext = equals < 0 && known.option.type !== "boolean";
    const text = equals < 0 ? (takesNext ? words[++at] : "true") : word.slice(equals + 1);
    const value = readValue(known.option, text, args[known.key]);
    if (value === undefined || (takesNext && text !== undefined && !isWord(text))) return undefined;
    args[known.key] = value;
  }
  if (bare.length > spec.positionals.length) return undefined;
  for (const [at, text] of bare.entries()) args[spec.positionals[at]?.name ?? ""] = text;
  return isComplete(spec, args) ? args : undefined;
}

/** Every name of a spec with its default; a repeatable option starts empty, a boolean false. */
export function emptyArgs(spec: Spec): Record<string, string | number | boolean | readonly string[] | undefined> {
  const options = Object.entries(spec.options).map(([key, option]) => [key, option.default ?? nothing(option)]);
  return Object.fromEntries([...options, ...spec.positionals.map((word) => [word.name, word.default])]);
}

function nothing(option: Option): false | readonly string[] | undefined {
  return option.type === "boolean" ? false : option.type === "strings" ? [] : undefined;
}

function readValue(option: Option, text: string | undefined, before: RawArgs[string]): RawArgs[string] {
  if (text === undefined || text === "") return undefined;
  if (option.type === "boolean") return text === "true" ? true : undefined;
  if (option.type === "number") return /^\d{1,9}$/.test(text) ? Number(text) : undefined;
  if (option.type === "strings") return [...(before as readonly string[]), text];
  return option.choices === undefined || option.choices.includes(text) ? text : undefined;
}

function isComplete(spec: Spec, args: RawArgs): boolean {
  const needed = [
    ...Object.entries(spec.options).flatMap(([key, option]) => (option.required ? [key] : [])),
    ...spec.positionals.flatMap((word) => (word.required ? [word.name] : [])),
  ];
  return needed.every((name) => args[name] !== undefined && args[name] !== "");
}
