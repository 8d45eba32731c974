import type { FastifyRequest } from "fastify";
import { parseSubject, subjectText } from "../../confluent/subject-name.ts";
import type { SubjectStore } from "../../store/subject-store.ts";
import { pathOf, textOf } from "./confluent-deps.ts";

/** Stands for all contexts. */
const WILDCARD = ":*:";

/** The subjects that begin with the parameter `subjectPrefix`, by their full name; without one, all of the address's context or of all. */
export async function subjectsUnder(store: SubjectStore, request: FastifyRequest, within: string) {
  const given = textOf(request, "subjectPrefix") ?? (pathOf(request, "context") === "" ? WILDCARD : "");
  const everywhere = given.startsWith(WILDCARD);
  const { context, subject } = parseSubject(everywhere ? given.slice(WILDCARD.length) : given, within);
  const found = await store.subjects(everywhere ? undefined : context);
  return found
    .filter((entry) => entry.subject.startsWith(subject))
    .sort((a, b) => (subjectText(a) < subjectText(b) ? -1 : 1));
}
