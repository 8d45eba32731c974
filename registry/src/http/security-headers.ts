import type { FastifyInstance } from "fastify";

const HEADERS = {
  "content-security-policy":
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
  "cross-origin-opener-policy": "same-origin",
  "cross-origin-resource-policy": "same-origin",
  "referrer-policy": "no-referrer",
  "x-content-type-options": "nosniff",
};

/** Nothing that a browser shows comes from here, and clients ask for it thousands of times a second. */
const API = "/confluent/";

/** Sends with every answer what keeps a browser from running or loading anything that is not ours. */
export function securityHeaders(app: FastifyInstance): void {
  app.addHook("onRequest", (request, reply, done) => {
    if (request.url.startsWith(API)) reply.header("x-content-type-options", "nosniff");
    else reply.headers(HEADERS);
    done();
  });
}
