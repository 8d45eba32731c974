import type { FastifyInstance, FastifyRequest } from "fastify";
import type { Metrics } from "../operations/metrics.ts";

/** Counts every answer by its route, and logs it at debug with who asked and how long it took (milliseconds). */
export function observeRequests(app: FastifyInstance, metrics: Metrics | undefined): void {
  app.addHook("onResponse", (request, reply, done) => {
    const route = routeOf(request);
    metrics?.request(request.method, route, reply.statusCode, reply.elapsedTime / 1000);
    const { method, url, caller } = request;
    const facts = { method, url, route, status: reply.statusCode, millis: reply.elapsedTime, caller: caller?.name };
    request.log.debug(facts, "answered");
    done();
  });
}

/** An address that nothing is served at is no route: strangers would make as many as they like. */
function routeOf(request: FastifyRequest): string {
  return request.is404 ? "none" : (request.routeOptions.url ?? "none");
}
