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
/** Other settings that clients send and read; this registry acts on alias, normalize, validateFields, compatibilityGroup and the metadata. */
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

/** What counts for a subject or context. */
export interface Settings {
  /** The subject's, else its context's, else that of all contexts, else BACKWARD. */
  readonly config: Config;
  /** As config; READONLY_OVERRIDE of the default context goes over everything. */
  readonly mode: Mode;
  /** What is set for just this subject or context. */
  readonly own: { readonly config: Config | undefined; readonly mode: Mode | undefined };
}

/** Reads the settings of a subject or context, all at once: every request to a subject needs them. */
export async function settingsOf(store: SubjectStore, { context, subject }: SubjectName): Promise<Settings> {
  const rows = await store.settingsAround(context, subject, GLOBAL_CONTEXT, DEFAULT_CONTEXT);
  const at = (where: string, whose: string, name: SettingName) =>
    rows.find((row) => row.context === where && row.subject === whose && row.name === name)?.value;
  const nearest = (name: SettingName) =>
    at(context, subject, name) ?? at(context, "", name) ?? at(GLOBAL_CONTEXT, "", name);
  const root = at(DEFAULT_CONTEXT, "", "mode");
  return {
    config: readConfig(nearest("config")) ?? DEFAULT_CONFIG,
    mode: ((root === "READONLY_OVERRIDE" ? root : nearest("mode")) as Mode | undefined) ?? "READWRITE",
    own: { config: readConfig(at(context, subject, "config")), mode: at(context, subject, "mode") as Mode | undefined },
  };
}

function readConfig(text: string | undefined): Config | undefined {
  return text === undefined ? undefined : (JSON.parse(text) as Config);
}

/** Throws ConfluentError 42205 unless the subject takes new versions: with ids of their own while importing, without otherwise. */
export function checkRegistrable({ mode }: Settings, name: SubjectName, hasId: boolean): void {
  checkWritable(mode, name);
  if (hasId && mode !== "IMPORT")
    throw new ConfluentError(42205, { reason: `Subject ${subjectText(name)} is not in import mode` });
}

/** Throws ConfluentError 42205 unless a subject in this mode may be written to. */
export function checkWritable(mode: Mode, name: SubjectName): void {
  if (mode.startsWith("READONLY") || mode === "FORWARD")
    throw new ConfluentError(42205, { reason: `Subject ${subjectText(name)} is in read-only mode` });
}
