import type { SubjectStore } from "../store/subject-store.ts";
import { ownConfig } from "./settings.ts";
import { DEFAULT_CONTEXT, parseNamedSubject, type SubjectName } from "./subject-name.ts";

/** The subject that a name stands for: the one that its configuration names as its alias, else itself. */
export async function aliased(store: SubjectStore, name: SubjectName): Promise<SubjectName> {
  const alias = (await ownConfig(store, name))?.alias;
  return typeof alias === "string" && alias !== "" ? parseNamedSubject(alias, name.context) : name;
}

/** Where to read a subject: without a context in its name and unknown in the default one, it is looked for in all. */
export async function anywhere(store: SubjectStore, name: SubjectName): Promise<SubjectName> {
  const { context, subject } = name;
  if (context !== DEFAULT_CONTEXT || subject === "" || (await store.versions(context, subject)).length > 0) return name;
  for (const other of await store.contexts())
    if ((await store.versions(other, subject)).length > 0) return { context: other, subject };
  return name;
}
