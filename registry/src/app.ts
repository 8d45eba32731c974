import { fastifyConnectPlugin } from "@connectrpc/connect-fastify";
import { type FastifyInstance, type FastifyServerOptions, fastify, LogController } from "fastify";
import { answerFirst } from "./http/answer-first.ts";
import { assetRoutes } from "./http/asset-routes.ts";
import { authentication } from "./http/authentication.ts";
import { accepts } from "./http/confluent/confluent-wire.ts";
import { confluentRoutes } from "./http/confluent/routes.ts";
import { clientFault } from "./http/connect/client-fault.ts";
import { callerContext, callerInterceptor } from "./http/connect/connect-caller.ts";
import { connectRoutes } from "./http/connect/connect-routes.ts";
import { errorInterceptor } from "./http/connect/error-interceptor.ts";
import { etagInterceptor, notModified } from "./http/connect/etag.ts";
import { wrapHandlers } from "./http/connect/wrap-handlers.ts";
import { errorHandler } from "./http/error-handler.ts";
import { type Health, healthRoutes } from "./http/health-routes.ts";
import { knownAnswers } from "./http/known-answers.ts";
import { npmRoutes } from "./http/npm-routes.ts";
import { logsRequests, observeRequests } from "./http/observe-requests.ts";
import { operationRoutes } from "./http/operation-routes.ts";
import { remoteRoutes } from "./http/remote/remote-routes.ts";
import { securityHeaders } from "./http/security-headers.ts";
import { uiRoutes } from "./http/ui-routes.ts";
import type { Metrics } from "./operations/metrics.ts";
import { limits } from "./service/limits.ts";
import type { Registry } from "./service/registry.ts";
import type { CommitStore } from "./store/commit-store.ts";
import type { PackageStore } from "./store/package-store.ts";
import type { SubjectStore } from "./store/subject-store.ts";
import type { TokenStore } from "./store/token-store.ts";

/** What the HTTP side needs. */
export interface AppDeps extends Health {
  readonly registry: Registry;
  readonly subjects: SubjectStore;
  readonly packages: PackageStore;
  readonly commits: CommitStore;
  /** Given, every request needs a token but those for health and assets. */
  readonly tokens?: TokenStore;
  /** What calls of the buf face wait for. */
  readonly seeded?: Promise<void>;
  /** Given, they are counted and served at `/metrics`. */
  readonly metrics?: Metrics;
  /** Believe `X-Forwarded-Proto` and `X-Forwarded-Host`: set it only behind a proxy that writes them itself. */
  readonly behindProxy?: boolean;
  /** Fastify's logger settings. Default: no log. */
  readonly logger?: FastifyServerOptions["logger"];
}

/** How long a request may take to arrive, its body included, in milliseconds; Fastify would wait for ever. */
const ARRIVAL = 300_000;

/** Longest path parameter: the full name of an event. */
const LONGEST_PARAMETER = 512;

/** Makes the server of all faces without listening; the caller closes it. */
export function buildApp(deps: AppDeps): FastifyInstance {
  const { registry, subjects, packages, commits, tokens, isReady, version, metrics, logger = false } = deps;
  const logController = new LogController({ disableRequestLogging: true });
  const trustProxy = deps.behindProxy ?? false;
  const app = fastify({
    ...{ logger, logController, trustProxy, requestTimeout: ARRIVAL },
    routerOptions: { maxParamLength: LONGEST_PARAMETER },
  });
  const answers = knownAnswers();
  if (tokens === undefined && !logsRequests(app)) answerFirst(app, { answers, accepts, metrics });
  securityHeaders(app);
  errorHandler(app);
  authentication(app, tokens);
  observeRequests(app, metrics);
  waitForSeeds(app, deps.seeded);
  app.register(healthRoutes, { isReady, isLive: deps.isLive, version });
  if (metrics !== undefined) app.register(operationRoutes, { metrics });
  app.register(assetRoutes);
  app.register(uiRoutes, { registry });
  app.register(confluentRoutes, { prefix: "/confluent", store: subjects, answers, now: Date.now });
  app.register(npmRoutes, { prefix: "/npm", store: packages, now: Date.now });
  app.register(fastifyConnectPlugin, {
    routes: (router) => {
      connectRoutes(registry)(router);
      remoteRoutes({ store: commits, now: Date.now })(router);
      wrapHandlers(router, clientFault, notModified);
    },
    readMaxBytes: limits.requestBytes,
    contextValues: callerContext,
    interceptors: [errorInterceptor((error) => app.log.error(error)), etagInterceptor, callerInterceptor],
  });
  return app;
}

/** Reading what is seeded takes longer than starting, and only the buf face needs it. */
function waitForSeeds(app: FastifyInstance, seeded: Promise<void> | undefined): void {
  if (seeded === undefined) return;
  app.addHook("onRoute", (route) => {
    if (route.url.startsWith("/buf.registry.")) route.onRequest = async () => seeded;
  });
}
