import type { FastifyInstance, FastifyRequest } from "fastify";
import { entryAnswer, schemaFormat, schemaText } from "../../confluent/answers.ts";
import { ConfluentError } from "../../confluent/confluent-error.ts";
import { deleteSubject, deleteVersion } from "../../confluent/delete-versions.ts";
import { readFor, registerSchema } from "../../confluent/register-schema.ts";
import { schemaRequest } from "../../confluent/schema-request.ts";
import { parseNamedSubject, parseSubject, type SubjectName, subjectText } from "../../confluent/subject-name.ts";
import { entryOf, findVersion, lookUp, versionsOf } from "../../confluent/subjects.ts";
import { type ConfluentDeps, isOn, PUBLISHING, pageOf, pathOf, publisherOf, textOf } from "./confluent-deps.ts";

/** Serves subjects and their versions. */
export async function subjectRoutes(app: FastifyInstance, deps: ConfluentDeps): Promise<void> {
  const { store, within } = deps;
  const nameOf = (request: FastifyRequest) => parseNamedSubject(pathOf(request, "subject"), within(request));
  const deleting = (request: FastifyRequest) => ({
    store,
    now: deps.now,
    actor: publisherOf(request, nameOf(request)),
  });

  app.get("/subjects", async (request) => pageOf(request, await listSubjects(deps, request)));

  app.post("/subjects/:subject", async (request) => {
    const name = nameOf(request);
    const withDeleted = isOn(request, "deleted");
    await versionsOf(store, name, withDeleted);
    const { guid } = await readFor(deps, name, schemaRequest(request.body), isOn(request, "normalize"));
    const version = await lookUp(store, name, guid, withDeleted);
    if (version === undefined) throw new ConfluentError(40403, { id: "" });
    return entryAnswer(await entryOf(store, version), formatOf(request));
  });

  app.delete("/subjects/:subject", PUBLISHING, async (request) =>
    deleteSubject(deleting(request), nameOf(request), isOn(request, "permanent")),
  );

  app.get("/subjects/:subject/versions", async (request) => {
    const only = isOn(request, "deletedOnly");
    const versions = await versionsOf(store, nameOf(request), only || isOn(request, "deleted"));
    const shown = only ? versions.filter((entry) => entry.deleted) : versions;
    return pageOf(
      request,
      shown.map((entry) => entry.version),
    );
  });

  app.post("/subjects/:subject/versions", PUBLISHING, async (request) => {
    const name = nameOf(request);
    const actor = publisherOf(request, name);
    const wanted = schemaRequest(request.body);
    const entry = await registerSchema(deps, name, wanted, isOn(request, "normalize"), actor);
    const { subject: _, ...answer } = entryAnswer(entry, formatOf(request));
    return answer;
  });

  app.get("/subjects/:subject/versions/:version", async (request) =>
    entryAnswer(await entryOf(store, await versionOf(request)), formatOf(request)),
  );

  app.delete("/subjects/:subject/versions/:version", PUBLISHING, async (request) =>
    deleteVersion(deleting(request), nameOf(request), pathOf(request, "version"), isOn(request, "permanent")),
  );

  app.get("/subjects/:subject/versions/:version/schema", async (request) => {
    const { schema } = await entryOf(store, await versionOf(request));
    return schemaText(schema, formatOf(request));
  });

  app.get("/subjects/:subject/versions/:version/referencedby", async (request) => {
    const { context, subject, version } = await versionOf(request);
    return pageOf(request, await store.referencedBy(context, subject, version));
  });

  app.get("/subjects/:subject/metadata", async (request) => {
    const versions = await versionsOf(store, nameOf(request), isOn(request, "deleted"));
    const wanted = propertiesOf(request);
    for (const version of versions.toReversed()) {
      const entry = await entryOf(store, version);
      if (hasProperties(entry.schema.metadata, wanted)) return entryAnswer(entry, formatOf(request));
    }
    throw new ConfluentError(40402, { version: "latest" });
  });

  function versionOf(request: FastifyRequest) {
    return findVersion(store, nameOf(request), pathOf(request, "version"), isOn(request, "deleted"));
  }
}

function formatOf(request: FastifyRequest) {
  return schemaFormat(textOf(request, "format"));
}

const ALL_CONTEXTS = ":*:";

/** Names of subjects: those of the address's context plainly, else those that the prefix asks for. */
async function listSubjects({ store, within }: ConfluentDeps, request: FastifyRequest): Promise<string[]> {
  const context = within(request);
  const scoped = pathOf(request, "context") !== "";
  const prefix = textOf(request, "subjectPrefix") ?? (scoped ? "" : ALL_CONTEXTS);
  const everywhere = prefix === ALL_CONTEXTS && !scoped;
  const wanted = everywhere ? undefined : parseSubject(prefix === ALL_CONTEXTS ? "" : prefix, context);
  const only = isOn(request, "deletedOnly");
  const withDeleted = only || isOn(request, "deleted");
  const found = await store.subjects(wanted?.context);
  return found
    .filter((entry) => (only ? !entry.live : withDeleted || entry.live))
    .filter((entry) => wanted === undefined || entry.subject.startsWith(wanted.subject))
    .map((entry: SubjectName) => (scoped ? entry.subject : subjectText(entry)));
}

/** The pairs that the parameters `key` and `value` name, in order. */
function propertiesOf(request: FastifyRequest): [string, string][] {
  const { key, value } = request.query as Record<string, string | string[] | undefined>;
  const values = [value ?? []].flat();
  return [key ?? []].flat().map((each, at) => [each, values[at] ?? ""]);
}

function hasProperties(metadata: string, wanted: readonly [string, string][]): boolean {
  const { properties = {} } = (metadata === "" ? {} : JSON.parse(metadata)) as { properties?: Record<string, unknown> };
  return wanted.every(([key, value]) => Object.hasOwn(properties, key) && properties[key] === value);
}
