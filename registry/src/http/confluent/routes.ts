import type { FastifyInstance, FastifyRequest } from "fastify";
import { schemaReader } from "../../confluent/read-schema.ts";
import { contextName, DEFAULT_CONTEXT } from "../../confluent/subject-name.ts";
import type { SubjectStore } from "../../store/subject-store.ts";
import { allNeed } from "../authentication.ts";
import type { KnownAnswers } from "../known-answers.ts";
import { turnsOf } from "../turns.ts";
import { compatibilityRoutes } from "./compatibility-routes.ts";
import type { ConfluentDeps } from "./confluent-deps.ts";
import { confluentWire } from "./confluent-wire.ts";
import { schemaRoutes } from "./schema-routes.ts";
import { serverRoutes } from "./server-routes.ts";
import { settingRoutes } from "./setting-routes.ts";
import { subjectRoutes } from "./subject-routes.ts";

/** What the Confluent face needs of its surroundings. */
export interface ConfluentOptions {
  readonly store: SubjectStore;
  readonly answers: KnownAnswers;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

/** Serves the REST interface of the Confluent Schema Registry for Protobuf, also below `/contexts/NAME`. */
export async function confluentRoutes(app: FastifyInstance, { store, answers, now }: ConfluentOptions): Promise<void> {
  confluentWire(app);
  allNeed(app, "read");
  const turns = turnsOf(app.server, () => performance.now());
  const inTurn = { preHandler: () => turns.take() };
  const deps: ConfluentDeps = { store, answers, now, inTurn, read: schemaReader(store), within: contextOf };
  app.register(serverRoutes, deps);
  for (const prefix of ["", "/contexts/:context"])
    for (const routes of [subjectRoutes, schemaRoutes, settingRoutes, compatibilityRoutes])
      app.register(routes, { ...deps, prefix });
}

function contextOf(request: FastifyRequest): string {
  const { context } = request.params as { context?: string };
  if (context === undefined) return DEFAULT_CONTEXT;
  return contextName(context);
}
