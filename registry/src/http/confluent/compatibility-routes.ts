import type { FastifyInstance, FastifyRequest } from "fastify";
import { incompatibilities } from "../../confluent/compatibility.ts";
import { isConfluentError } from "../../confluent/confluent-error.ts";
import { aliased } from "../../confluent/find-subject.ts";
import { readFor } from "../../confluent/register-schema.ts";
import { schemaRequest } from "../../confluent/schema-request.ts";
import { effectiveConfig } from "../../confluent/settings.ts";
import { parseNamedSubject, type SubjectName } from "../../confluent/subject-name.ts";
import { findVersion } from "../../confluent/subjects.ts";
import type { SubjectVersion } from "../../store/subject-store.ts";
import { type ConfluentDeps, isOn, pathOf } from "./confluent-deps.ts";

/** Serves the question whether a schema would be accepted. */
export async function compatibilityRoutes(app: FastifyInstance, deps: ConfluentDeps): Promise<void> {
  const { store, within } = deps;
  const nameOf = (request: FastifyRequest) =>
    aliased(store, parseNamedSubject(pathOf(request, "subject"), within(request)));

  app.post("/compatibility/subjects/:subject/versions", async (request) => {
    const name = await nameOf(request);
    const versions = await store.versions(name.context, name.subject);
    const live = versions.filter((entry) => !entry.deleted);
    return judge(request, name, live);
  });
  app.post("/compatibility/subjects/:subject/versions/:version", async (request) => {
    const name = await nameOf(request);
    const asked = pathOf(request, "version");
    const live = (await store.versions(name.context, name.subject)).some((entry) => !entry.deleted);
    // Nothing is incompatible with the latest of no versions.
    if (!live && asked === "latest") return judge(request, name, []);
    return judge(request, name, [await findVersion(store, name, asked, false)]);
  });

  async function judge(request: FastifyRequest, name: SubjectName, versions: readonly SubjectVersion[]) {
    const isVerbose = isOn(request, "verbose");
    try {
      const found = await messagesFor(request, name, versions);
      return { is_compatible: found.length === 0, ...(isVerbose && { messages: found }) };
    } catch (error) {
      // Who asks for details is told what is wrong with the schema as one of them.
      if (!isVerbose || !isConfluentError(error) || error.code !== 42201) throw error;
      return { is_compatible: false, messages: [error.message] };
    }
  }

  async function messagesFor(request: FastifyRequest, name: SubjectName, versions: readonly SubjectVersion[]) {
    const config = await effectiveConfig(store, name);
    const wanted = { name, request: schemaRequest(request.body), normalize: isOn(request, "normalize") };
    return incompatibilities(store, await readFor(deps, wanted, config), versions, config);
  }
}
