import type { SettingName, SubjectStore } from "../store/subject-store.ts";
import { ConfluentError } from "./confluent-error.ts";
import { DEFAULT_CONTEXT, GLOBAL_CONTEXT, type SubjectName, subjectText } from "./subject-name.ts";

/** Compatibility settings; `compatibilityLevel` is always there once anything is set. */
export type Config = Readonly<Record<string, unknown>> & { readonly compatibilityLevel: Level };

/** Which versions a new one is compared with, and in which direction. */
export type Level =
  | "NONE"
  | "BACKWARD"
  | "BACKWARD_TRANSITIVE"
  | "FORWARD"
  | "FORWARD_TRANSITIVE"
  | "FULL"
  | "FULL_TRANSITIVE";

/** What may be done to a subject. */
export type Mode = "READWRITE" | "READONLY" | "READONLY_OVERRIDE" | "IMPORT" | "FORWARD";

const LEVELS = /^(NONE|(BACKWARD|FORWARD|FULL)(_TRANSITIVE)?)$/;
const MODES = /^(READWRITE|READONLY|READONLY_OVERRIDE|IMPORT|FORWARD)$/;
/** Other settings that clients send and read; this registry acts on alias, normalize, compatibilityGroup and the metadata. */
const EXTRAS = [
  ...["alias", "normalize", "validateFields", "validateNewSchemas", "validateRules", "compatibilityPolicy"],
  ...["compatibilityGroup", "defaultMetadata", "overrideMetadata", "defaultRuleSet", "overrideRuleSet"],
];
const DEFAULT_CONFIG: Config = { compatibilityLevel: "BACKWARD" };

/** Reads a level in any case. Throws ConfluentError 42203. */
function readLevel(value: unknown): Level {
  const level = String(value).toUpperCase();
  if (!LEVELS.test(level)) throw new ConfluentError(42203);
  return level as Level;
}

/** Reads a mode. Throws ConfluentError 42204. */
export function readMode(value: unknown): Mode {
  const mode = String(value).toUpperCase();
  if (!MODES.test(mode)) throw new ConfluentError(42204);
  return mode as Mode;
}

/** Changes a configuration by a request's body: what it leaves out stays, null and empty text remove. */
export function changedConfig(before: Config | undefined, body: unknown): Config {
  const change = (typeof body === "object" && body !== null ? body : {}) as Record<string, unknown>;
  const level = change.compatibility ?? change.compatibilityLevel;
  const next: Record<string, unknown> = { ...(before ?? DEFAULT_CONFIG) };
  if (level !== undefined && level !== null) next.compatibilityLevel = readLevel(level);
  for (const name of EXTRAS.filter((each) => Object.hasOwn(change, each))) {
    const value = change[name];
    if (value === null || value === "") delete next[name];
    else next[name] = value;
  }
  return next as Config;
}

/** The configuration set for just this subject or context. */
export async function ownConfig(store: SubjectStore, name: SubjectName): Promise<Config | undefined> {
  const text = await store.setting(name.context, name.subject, "config");
  return text === undefined ? undefined : (JSON.parse(text) as Config);
}

/** The configuration that counts: the subject's, else its context's, else that of all contexts, else BACKWARD. */
export async function effectiveConfig(store: SubjectStore, name: SubjectName): Promise<Config> {
  return (await nearest(store, name, "config", (text) => JSON.parse(text) as Config)) ?? DEFAULT_CONFIG;
}

/** The mode set for just this subject or context. */
export async function ownMode(store: SubjectStore, name: SubjectName): Promise<Mode | undefined> {
  return (await store.setting(name.context, name.subject, "mode")) as Mode | undefined;
}

/** The mode that counts, as with effectiveConfig; READONLY_OVERRIDE of the default context goes over everything. */
export async function effectiveMode(store: SubjectStore, name: SubjectName): Promise<Mode> {
  const root = await ownMode(store, { context: DEFAULT_CONTEXT, subject: "" });
  if (root === "READONLY_OVERRIDE") return root;
  return (await nearest(store, name, "mode", (text) => text as Mode)) ?? "READWRITE";
}

/** Throws ConfluentError 42205 unless the subject takes new versions: with ids of their own while importing, without otherwise. */
export async function checkRegistrable(store: SubjectStore, name: SubjectName, hasId: boolean): Promise<Mode> {
  const shown = subjectText(name);
  const mode = await checkWritable(store, name, shown);
  if (hasId && mode !== "IMPORT") throw new ConfluentError(42205, { reason: `Subject ${shown} is not in import mode` });
  return mode;
}

/** Throws ConfluentError 42205 unless the subject may be written to. */
export async function checkWritable(store: SubjectStore, name: SubjectName, shown: string): Promise<Mode> {
  const mode = await effectiveMode(store, name);
  if (mode.startsWith("READONLY") || mode === "FORWARD")
    throw new ConfluentError(42205, { reason: `Subject ${shown} is in read-only mode` });
  return mode;
}

async function nearest<T>(
  store: SubjectStore,
  { context, subject }: SubjectName,
  setting: SettingName,
  read: (text: string) => T,
): Promise<T | undefined> {
  const places = [
    [context, subject],
    [context, ""],
    [GLOBAL_CONTEXT, ""],
  ] as const;
  for (const [where, whose] of places) {
    const text = await store.setting(where, whose, setting);
    if (text !== undefined) return read(text);
  }
  return undefined;
}
