import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import {
  entryAnswer,
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
import { sendKnown } from "../known-answers.ts";
import { type ConfluentDeps, isOn, MOST_SCHEMAS, pageOf, pathOf, textOf } from "./confluent-deps.ts";
import { MEDIA_TYPE } from "./confluent-wire.ts";
import { subjectsUnder } from "./subjects-under.ts";

/** Serves schemas by id and guid. */
export async function schemaRoutes(app: FastifyInstance, { store, within, answers }: ConfluentDeps): Promise<void> {
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

  app.get("/schemas/ids/:id", (request, reply) => {
    const known = answers.find(request.raw.url);
    if (known === undefined) return freshById(request, reply);
    reply.hijack();
    sendKnown(reply.raw, known);
  });
  async function freshById(request: FastifyRequest, reply: FastifyReply): Promise<unknown> {
    const schema = await byId(request);
    if (textOf(request, "referenceFormat") === "qualified")
      return schemaAnswer(withQualifiedReferences(schema), formatOf(request));
    const answer = schemaAnswer(schema, formatOf(request));
    if (isOn(request, "fetchMaxId")) return { ...answer, maxId: await store.highestId(schema.context) };
    immutable(reply);
    const text = JSON.stringify(answer);
    if (!request.url.includes("?")) answers.keep(reply, MEDIA_TYPE, text);
    return text;
  }
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
