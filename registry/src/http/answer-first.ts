import type { IncomingMessage, ServerResponse } from "node:http";
import type { FastifyInstance } from "fastify";
import type { Metrics } from "../operations/metrics.ts";
import { type KnownAnswers, sendKnown } from "./known-answers.ts";

/** What answering before the router needs. */
export interface AnswerFirst {
  readonly answers: KnownAnswers;
  /** Tells whether the client takes what the answers are. */
  readonly accepts: (header: string | undefined) => boolean;
  readonly metrics: Metrics | undefined;
}

/**
 * Sends what is known before the router looks at the request, for routing takes longer than answering. Everything that a route would do but
 * that is not done here, such as asking for a token or writing a log line, is a reason not to use it.
 */
export function answerFirst(app: FastifyInstance, { answers, accepts, metrics }: AnswerFirst): void {
  let closing = false;
  app.addHook("preClose", (done) => {
    closing = true;
    done();
  });
  const answer = (request: IncomingMessage, response: ServerResponse): boolean => {
    if (request.method !== "GET" || closing) return false;
    const known = answers.find(request.url);
    if (known === undefined || !accepts(request.headers.accept)) return false;
    const start = performance.now();
    sendKnown(response, known);
    metrics?.request("GET", known.route, 200, (performance.now() - start) / 1000);
    return true;
  };
  const { server } = app;
  const listeners = server.listeners("request");
  server.removeAllListeners("request");
  server.on("request", (request: IncomingMessage, response: ServerResponse) => {
    if (!answer(request, response)) for (const listener of listeners) listener.call(server, request, response);
  });
}
