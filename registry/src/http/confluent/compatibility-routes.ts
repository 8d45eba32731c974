import type { FastifyInstance, FastifyRequest } from "fastify";
import { incompatibilities } from "../../confluent/compatibility.ts";
import { isConfluentError } from "../../confluent/confluent-error.ts";
import { type FoundSubject, findSubject } from "../../confluent/find-subject.ts";
import { readFor } from "../../confluent/register-schema.ts";
import { schemaRequest } from "../../confluent/schema-request.ts";
import { parseNamedSubject } from "../../confluent/subject-name.ts";
import { findVersion } from "../../confluent/subjects.ts";
import type { SubjectVersion } from "../../store/subject-store.ts";
import { type ConfluentDeps, isOn, pathOf } from "./confluent-deps.ts";

/** Serves the question whether a schema would be accepted. */
export async function compatibilityRoutes(app: FastifyInstance, deps: ConfluentDeps): Promise<void> {
  const { store, within, inTurn } = deps;
  const subjectOf = (request: FastifyRequest) =>
    findSubject(store, parseNamedSubject(pathOf(request, "subject"), within(request)));

  app.post("/compatibility/subjects/:subject/versions", inTurn, async (request) => {
    const found = await subjectOf(request);
    const versions = await store.versions(found.name.context, found.name.subject);
    const live = versions.filter((entry) => !entry.deleted);
    return judge(request, found, live);
  });
  app.post("/compatibility/subjects/:subject/versions/:version", inTurn, async (request) => {
    const found = await subjectOf(request);
    const { name } = found;
    const asked = pathOf(request, "version");
    const live = (await store.versions(name.context, name.subject)).some((entry) => !entry.deleted);
    // Nothing is incompatible with the latest of no versions.
    if (!live && asked === "latest") return judge(request, found, []);
    return judge(request, found, [await findVersion(store, name, asked, false)]);
  });

  async function judge(request: FastifyRequest, subject: FoundSubject, versions: readonly SubjectVersion[]) {
    const isVerbose = isOn(request, "verbose");
    try {
      const found = await messagesFor(request, subject, versions);
      return { is_compatible: found.length === 0, ...(isVerbose && { messages: found }) };
    } catch (error) {
      // Who asks for details is told what is wrong with the schema as one of them.
      if (!isVerbose || !isConfluentError(error) || error.code !== 42201) throw error;
      return { is_compatible: false, messages: [error.message] };
    }
  }

  async function messagesFor(
    request: FastifyRequest,
    { name, settings: { config } }: FoundSubject,
    versions: readonly SubjectVersion[],
  ) {
    const wanted = { name, request: schemaRequest(request.body), normalize: isOn(request, "normalize") };
    return incompatibilities(store, await readFor(deps, wanted, config), versions, config);
  }
}
