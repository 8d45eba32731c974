import type { FastifyInstance } from "fastify";
import { ConfluentError } from "../../confluent/confluent-error.ts";
import { contextName, DEFAULT_CONTEXT } from "../../confluent/subject-name.ts";
import { ADMINISTERING, type ConfluentDeps, pageOf, pathOf, textOf } from "./confluent-deps.ts";

/** Serves what concerns the server as a whole. */
export async function serverRoutes(app: FastifyInstance, { store }: ConfluentDeps): Promise<void> {
  app.get("/", async () => ({}));
  app.get("/schemas/types", async () => ["PROTOBUF"]);
  app.get("/contexts", async (request) => {
    const known = [...new Set([DEFAULT_CONTEXT, ...(await store.contexts())])];
    const prefix = textOf(request, "contextPrefix") ?? "";
    return pageOf(
      request,
      known.filter((context) => context.startsWith(prefix)),
    );
  });
  // A context is there while it has subjects, so there is nothing left to delete of one that may be deleted.
  app.delete("/contexts/:name", ADMINISTERING, async (request, reply) => {
    const name = contextName(pathOf(request, "name"));
    if ((await store.subjects(name)).length > 0) throw new ConfluentError(42211, { context: name });
    return reply.code(204).send();
  });
  app.get("/v1/metadata/id", async () => ({ scope: { path: [], clusters: { "schema-registry-cluster": "postel" } } }));
  app.get("/v1/metadata/version", async () => ({ version: "7.8.0", commitId: "postel" }));
  // Clients ask for associations first and go on with the topic's name when there are none.
  app.all("/associations/*", async (_request, reply) =>
    reply.code(404).send({ error_code: 40410, message: "Association not found" }),
  );
}
