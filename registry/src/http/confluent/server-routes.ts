import type { FastifyInstance } from "fastify";
import { DEFAULT_CONTEXT } from "../../confluent/subject-name.ts";
import { type ConfluentDeps, pageOf } from "./confluent-deps.ts";

/** Serves what concerns the server as a whole. */
export async function serverRoutes(app: FastifyInstance, { store }: ConfluentDeps): Promise<void> {
  app.get("/", async () => ({}));
  app.get("/schemas/types", async () => ["PROTOBUF"]);
  app.get("/contexts", async (request) => {
    const known = await store.contexts();
    return pageOf(request, [...new Set([DEFAULT_CONTEXT, ...known])]);
  });
  app.get("/v1/metadata/id", async () => ({ scope: { path: [], clusters: { "schema-registry-cluster": "postel" } } }));
  app.get("/v1/metadata/version", async () => ({ version: "7.8.0", commitId: "postel" }));
  // Clients ask for associations first and go on with the topic's name when there are none.
  app.all("/associations/*", async (_request, reply) =>
    reply.code(404).send({ error_code: 40410, message: "Association not found" }),
  );
}
