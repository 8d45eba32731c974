import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { Metrics } from "../operations/metrics.ts";

/** Tells whether answers are logged. */
export function logsRequests({ log }: FastifyInstance): boolean {
  return log.level === "debug" || log.level === "trace";
}

/** Counts every answer by its route, and logs it at debug with who asked and how long it took (milliseconds). */
export function observeRequests(app: FastifyInstance, metrics: Metrics | undefined): void {
  const logs = logsRequests(app);
  app.addHook("onResponse", (request, reply, done) => {
    const route = routeOf(request);
    metrics?.request(request.method, route, reply.statusCode, reply.elapsedTime / 1000);
    if (logs) logAnswer(request, route, reply);
    done();
  });
}

function logAnswer(
  request: FastifyRequest,
  route: string,
  { statusCode: status, elapsedTime: millis }: FastifyReply,
): void {
  const { method, url, caller } = request;
  request.log.debug({ method, url, route, status, millis, caller: caller?.name }, "answered");
}

/** An address that nothing is served at is no route: strangers would make as many as they like. */
function routeOf(request: FastifyRequest): string {
  return request.is404 ? "none" : (request.routeOptions.url ?? "none");
}
