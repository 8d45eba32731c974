import type { FastifyInstance } from "fastify";
import { allNeed } from "./authentication.ts";

/** What the health routes tell. */
export interface Health {
  /** True while requests can be served. */
  readonly isReady: () => boolean | Promise<boolean>;
  /** False when only a restart helps. Default: never. */
  readonly isLive?: (() => boolean) | undefined;
  readonly version: string;
}

/** Serves `/health/live` (503 when only a restart helps), `/health/ready` (503 while its store fails and while it stops) and `/version`. */
export async function healthRoutes(app: FastifyInstance, health: Health): Promise<void> {
  allNeed(app, "nothing");
  app.get("/health/live", async (_request, reply) => {
    const live = health.isLive?.() ?? true;
    return reply.code(live ? 200 : 503).send({ status: live ? "live" : "broken" });
  });
  app.get("/health/ready", async (_request, reply) => {
    const ready = await health.isReady();
    return reply.code(ready ? 200 : 503).send({ status: ready ? "ready" : "unavailable" });
  });
  app.get("/version", async () => ({ name: "@postel/registry", version: health.version }));
}
