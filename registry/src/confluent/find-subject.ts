import type { SubjectStore } from "../store/subject-store.ts";
import { type Settings, settingsOf } from "./settings.ts";
import { DEFAULT_CONTEXT, parseNamedSubject, type SubjectName } from "./subject-name.ts";

/** A subject and what is set for it. */
export interface FoundSubject {
  readonly name: SubjectName;
  readonly settings: Settings;
}

/** The subject that a name stands for: the one that its configuration names as its alias, else itself. */
export async function findSubject(store: SubjectStore, name: SubjectName): Promise<FoundSubject> {
  const settings = await settingsOf(store, name);
  const alias = settings.own.config?.alias;
  if (typeof alias !== "string" || alias === "") return { name, settings };
  const other = parseNamedSubject(alias, name.context);
  return { name: other, settings: await settingsOf(store, other) };
}

/** As findSubject, for those who need no settings. */
export async function aliased(store: SubjectStore, name: SubjectName): Promise<SubjectName> {
  return (await findSubject(store, name)).name;
}

/** Where to read a subject: without a context in its name and unknown in the default one, it is looked for in all. */
export async function anywhere(store: SubjectStore, name: SubjectName): Promise<SubjectName> {
  const { context, subject } = name;
  if (context !== DEFAULT_CONTEXT || subject === "" || (await store.versions(context, subject)).length > 0) return name;
  for (const other of await store.contexts())
    if ((await store.versions(other, subject)).length > 0) return { context: other, subject };
  return name;
}
