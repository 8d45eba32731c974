import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import {
  entryAnswer,
  type SchemaFormat,
  schemaAnswer,
  schemaFormat,
  schemaText,
  withQualifiedReferences,
} from "../../confluent/answers.ts";
import { schemaNotFound } from "../../confluent/confluent-error.ts";
import { aliased, anywhere } from "../../confluent/find-subject.ts";
import { parseSubject, subjectText } from "../../confluent/subject-name.ts";
import { entryOf } from "../../confluent/subjects.ts";
import type { SubjectSchema } from "../../store/subject-store.ts";
import { type ConfluentDeps, isOn, MOST_SCHEMAS, pageOf, pathOf, textOf } from "./confluent-deps.ts";
import { subjectsUnder } from "./subjects-under.ts";

/** What was answered for schemas that the store still holds in memory, by format. */
const answers = new WeakMap<SubjectSchema, Map<SchemaFormat, string>>();

/** The answer as it goes over the wire. */
function written(schema: SubjectSchema, format: SchemaFormat): string {
  const known = answers.get(schema) ?? new Map<SchemaFormat, string>();
  answers.set(schema, known);
  const text = known.get(format) ?? JSON.stringify(schemaAnswer(schema, format));
  known.set(format, text);
  return text;
}

/** Serves schemas by id and guid. */
export async function schemaRoutes(app: FastifyInstance, { store, within }: ConfluentDeps): Promise<void> {
  app.get("/schemas", async (request) => {
    const versions = [];
    for (const { context, subject } of await subjectsUnder(store, request, within(request))) {
      const all = await store.versions(context, subject);
      const shown = isOn(request, "deleted") ? all : all.filter((entry) => !entry.deleted);
      versions.push(...(isOn(request, "latestOnly") ? shown.slice(-1) : shown));
    }
    const entries = pageOf(request, versions, MOST_SCHEMAS).map((version) => entryOf(store, version));
    return (await Promise.all(entries)).map((entry) => entryAnswer(entry, formatOf(request)));
  });

  app.get("/schemas/ids/:id", async (request, reply) => {
    const schema = await byId(request);
    if (textOf(request, "referenceFormat") === "qualified")
      return schemaAnswer(withQualifiedReferences(schema), formatOf(request));
    if (isOn(request, "fetchMaxId"))
      return { ...schemaAnswer(schema, formatOf(request)), maxId: await store.highestId(schema.context) };
    immutable(reply);
    return written(schema, formatOf(request));
  });
  app.get("/schemas/ids/:id/schema", async (request, reply) => {
    const schema = await byId(request);
    immutable(reply);
    return schemaText(schema, formatOf(request));
  });
  app.get("/schemas/ids/:id/subjects", async (request) => {
    const uses = await usesOf(request);
    return pageOf(request, [...new Set(uses.map(subjectText))]);
  });
  app.get("/schemas/ids/:id/versions", async (request) => {
    const uses = await usesOf(request);
    return pageOf(
      request,
      uses.map((use) => ({ subject: subjectText(use), version: use.version })),
    );
  });

  app.get("/schemas/guids/:guid", async (request) => {
    const [schema] = await store.schemasByGuid(pathOf(request, "guid"));
    if (schema === undefined) throw schemaNotFound(pathOf(request, "guid").slice(0, 40));
    return schemaAnswer(schema, formatOf(request));
  });
  app.get("/schemas/guids/:guid/ids", async (request) => {
    const schemas = await store.schemasByGuid(pathOf(request, "guid"));
    if (schemas.length === 0) throw schemaNotFound(pathOf(request, "guid").slice(0, 40));
    return schemas.map(({ context, id }) => ({ context, id }));
  });

  /** The subject says in which context the id counts. */
  async function byId(request: FastifyRequest): Promise<SubjectSchema> {
    const subject = parseSubject(textOf(request, "subject") ?? "", within(request));
    const { context } = subject.subject === "" ? subject : await anywhere(store, await aliased(store, subject));
    const text = pathOf(request, "id");
    const schema = /^\d{1,10}$/.test(text) ? await store.schema(context, Number(text)) : undefined;
    if (schema === undefined) throw schemaNotFound(text.slice(0, 40));
    return schema;
  }

  async function usesOf(request: FastifyRequest) {
    const { context, id } = await byId(request);
    const uses = await store.uses(context, id);
    return isOn(request, "deleted") ? uses : uses.filter((use) => !use.deleted);
  }
}

/** What an id means never changes. */
function immutable(reply: FastifyReply): void {
  reply.header("cache-control", "public, max-age=31536000, immutable");
}

function formatOf(request: FastifyRequest) {
  return schemaFormat(textOf(request, "format"));
}
