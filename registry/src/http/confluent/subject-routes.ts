import type { FastifyInstance, FastifyRequest } from "fastify";
import {
  entryAnswer,
  registeredAnswer,
  schemaFormat,
  schemaText,
  withQualifiedReferences,
} from "../../confluent/answers.ts";
import { ConfluentError, schemaNotFound } from "../../confluent/confluent-error.ts";
import { deleteSubject, deleteVersion } from "../../confluent/delete-versions.ts";
import { anywhere, findSubject } from "../../confluent/find-subject.ts";
import { readMetadata } from "../../confluent/metadata.ts";
import { readFor, registerSchema } from "../../confluent/register-schema.ts";
import { schemaRequest } from "../../confluent/schema-request.ts";
import { settingsOf } from "../../confluent/settings.ts";
import { parseNamedSubject, type SubjectName, subjectText } from "../../confluent/subject-name.ts";
import { entryOf, findVersion, lookUp, lookUpLike, versionsOf } from "../../confluent/subjects.ts";
import { type ConfluentDeps, isOn, PUBLISHING, pageOf, pathOf, publisherOf, textOf } from "./confluent-deps.ts";
import { subjectsUnder } from "./subjects-under.ts";

/** Serves subjects and their versions. */
export async function subjectRoutes(app: FastifyInstance, deps: ConfluentDeps): Promise<void> {
  const { store, within, inTurn } = deps;
  const subjectOf = (request: FastifyRequest) =>
    findSubject(store, parseNamedSubject(pathOf(request, "subject"), within(request)));
  const nameOf = async (request: FastifyRequest) => (await subjectOf(request)).name;
  const deleting = (request: FastifyRequest, name: SubjectName) => ({
    ...{ store, now: deps.now },
    actor: publisherOf(request, name),
  });

  app.get("/subjects", async (request) => pageOf(request, await listSubjects(deps, request)));

  app.post("/subjects/:subject", inTurn, async (request) => {
    const name = await anywhere(store, await nameOf(request));
    const versions = await versionsOf(store, name, isOn(request, "deleted"));
    const wanted = { name, request: schemaRequest(request.body), normalize: isOn(request, "normalize") };
    const schema = await readFor(deps, wanted, (await settingsOf(store, name)).config);
    const version = (await lookUp(store, versions, schema.guid)) ?? (await lookUpLike(store, versions, schema));
    if (version === undefined) throw schemaNotFound();
    return entryAnswer(await entryOf(store, version), formatOf(request));
  });

  app.delete("/subjects/:subject", PUBLISHING, async (request) => {
    const name = await nameOf(request);
    return deleteSubject(deleting(request, name), name, isOn(request, "permanent"));
  });

  app.get("/subjects/:subject/versions", async (request) => {
    const only = isOn(request, "deletedOnly");
    const negative = isOn(request, "deletedAsNegative");
    const versions = await versionsOf(store, await nameOf(request), only || negative || isOn(request, "deleted"));
    const shown = only ? versions.filter((entry) => entry.deleted) : versions;
    return pageOf(
      request,
      shown.map((entry) => (negative && entry.deleted ? -entry.version : entry.version)),
    );
  });

  app.post("/subjects/:subject/versions", { ...PUBLISHING, ...inTurn }, async (request) => {
    const found = await subjectOf(request);
    const actor = publisherOf(request, found.name);
    const wanted = schemaRequest(request.body);
    const entry = await registerSchema(deps, {
      ...{ ...found, actor, request: wanted, normalize: isOn(request, "normalize") },
    });
    return registeredAnswer(entry, wanted, textOf(request, "format"));
  });

  app.get("/subjects/:subject/versions/:version", async (request) => {
    const { version, schema } = await entryOf(store, await versionOf(request));
    const isQualified = textOf(request, "referenceFormat") === "qualified";
    return entryAnswer({ version, schema: isQualified ? withQualifiedReferences(schema) : schema }, formatOf(request));
  });

  app.delete("/subjects/:subject/versions/:version", PUBLISHING, async (request) => {
    const name = await nameOf(request);
    return deleteVersion(deleting(request, name), name, pathOf(request, "version"), isOn(request, "permanent"));
  });

  app.get("/subjects/:subject/versions/:version/schema", async (request) => {
    const { schema } = await entryOf(store, await versionOf(request));
    return schemaText(schema, formatOf(request));
  });

  app.get("/subjects/:subject/versions/:version/referencedby", async (request) => {
    const name = await anywhere(store, await nameOf(request));
    const { context, subject, version } = await findVersion(store, name, pathOf(request, "version"), true);
    return pageOf(request, await store.referencedBy(context, subject, version));
  });

  app.get("/subjects/:subject/metadata", async (request) => {
    const versions = await versionsOf(store, await nameOf(request), isOn(request, "deleted"));
    const wanted = propertiesOf(request);
    for (const version of versions.toReversed()) {
      const entry = await entryOf(store, version);
      if (hasProperties(entry.schema.metadata, wanted)) return entryAnswer(entry, formatOf(request));
    }
    throw new ConfluentError(40402, { version: "latest" });
  });

  async function versionOf(request: FastifyRequest) {
    const name = await anywhere(store, await nameOf(request));
    return findVersion(store, name, pathOf(request, "version"), isOn(request, "deleted"));
  }
}

function formatOf(request: FastifyRequest) {
  return schemaFormat(textOf(request, "format"));
}

/** Names of subjects that begin as asked for, in the address's context, in the prefix's, or in all. */
async function listSubjects({ store, within }: ConfluentDeps, request: FastifyRequest): Promise<string[]> {
  const only = isOn(request, "deletedOnly");
  const withDeleted = only || isOn(request, "deleted");
  const found = await subjectsUnder(store, request, within(request));
  return found.filter((entry) => (only ? !entry.live : withDeleted || entry.live)).map(subjectText);
}

/** The pairs that the parameters `key` and `value` name, in order. */
function propertiesOf(request: FastifyRequest): [string, string][] {
  const { key, value } = request.query as Record<string, string | string[] | undefined>;
  const values = [value ?? []].flat();
  return [key ?? []].flat().map((each, at) => [each, values[at] ?? ""]);
}

function hasProperties(metadata: string, wanted: readonly [string, string][]): boolean {
  const { properties = {} } = readMetadata(metadata);
  return wanted.every(([key, value]) => Object.hasOwn(properties, key) && properties[key] === value);
}
