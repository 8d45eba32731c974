import type { FastifyInstance } from "fastify";
import type { Metrics } from "../operations/metrics.ts";
import { allNeed } from "./authentication.ts";

/** Serves `/metrics` to whoever may read. */
export async function operationRoutes(app: FastifyInstance, { metrics }: { readonly metrics: Metrics }): Promise<void> {
  allNeed(app, "read");
  app.get("/metrics", async (_request, reply) => reply.type(metrics.contentType).send(await metrics.text()));
}
