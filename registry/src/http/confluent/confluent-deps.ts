import type { FastifyRequest } from "fastify";
import type { RegisterDeps } from "../../confluent/register-schema.ts";
import { type SubjectName, subjectText } from "../../confluent/subject-name.ts";
import { checkPublish } from "../../security/caller.ts";
import type { KnownAnswers } from "../known-answers.ts";

/** What the routes of the Confluent face share. */
export interface ConfluentDeps extends RegisterDeps {
  readonly answers: KnownAnswers;
  /** Goes into routes that read schemas, which takes many times longer than giving them out. */
  readonly inTurn: { readonly preHandler: () => Promise<void> };
  /** The context that the address names, or the default one. Throws ConfluentError 42210. */
  readonly within: (request: FastifyRequest) => string;
}

/** Marks routes that change subjects; they check the subject's name themselves. */
export const PUBLISHING = { config: { needs: "publish" } } as const;

/** Marks routes that change the settings of subjects and contexts. */
export const ADMINISTERING = { config: { needs: "admin" } } as const;

/** The name of a caller who may publish the subject. Throws RegistryError UNAUTHENTICATED or FORBIDDEN. */
export function publisherOf(request: FastifyRequest, name: SubjectName): string {
  return checkPublish(request.caller, subjectText(name)).name;
}

/** Tells whether a query parameter is switched on. */
export function isOn(request: FastifyRequest, parameter: string): boolean {
  return textOf(request, parameter) === "true";
}

/** A query parameter's text; undefined when it is missing or given twice. */
export function textOf(request: FastifyRequest, parameter: string): string | undefined {
  const query = request.query as Record<string, unknown>;
  const value = Object.hasOwn(query, parameter) ? query[parameter] : undefined;
  return typeof value === "string" ? value : undefined;
}

/** A parameter of the address. */
export function pathOf(request: FastifyRequest, parameter: string): string {
  return (request.params as Record<string, string>)[parameter] ?? "";
}

const MOST_ENTRIES = 1_000;

/** Cuts a list by the parameters `offset` and `limit`; without a limit, or with -1, it stays whole unless `most` says otherwise. */
export function pageOf<T>(request: FastifyRequest, all: readonly T[], most = Number.MAX_SAFE_INTEGER): readonly T[] {
  const offset = Math.max(0, Number.parseInt(textOf(request, "offset") ?? "0", 10) || 0);
  const limit = Number.parseInt(textOf(request, "limit") ?? "-1", 10);
  return all.slice(offset, offset + Math.min(limit > 0 ? limit : most, most));
}

/** Most entries of a list of schemas. */
export const MOST_SCHEMAS = MOST_ENTRIES;
