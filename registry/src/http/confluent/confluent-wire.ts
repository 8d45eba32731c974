import type { FastifyError, FastifyInstance } from "fastify";
import { ConfluentError, isConfluentError } from "../../confluent/confluent-error.ts";
import { type ErrorCode, isRegistryError } from "../../errors.ts";
import { allowedMethods } from "./allowed-methods.ts";

/** The media type of all answers. */
export const MEDIA_TYPE = "application/vnd.schemaregistry.v1+json";
const MOST_BODY = 8 * 1024 * 1024;

/** The media types of requests that the Confluent registry reads, and of answers that clients may ask for. */
const REQUEST_TYPES = /^application\/(vnd\.schemaregistry(\.v1)?\+json|json|octet-stream)$/;
const ANSWER_TYPES = /^(\*\/\*|application\/(\*|vnd\.schemaregistry(\.v1)?\+json|json))$/;

const TEXTS: Readonly<Record<number, string>> = {
  404: "HTTP 404 Not Found",
  405: "HTTP 405 Method Not Allowed",
  406: "HTTP 406 Not Acceptable",
  415: "HTTP 415 Unsupported Media Type",
};

/** Reads and writes JSON under the media types that clients of the Confluent registry use, and its errors. */
export function confluentWire(app: FastifyInstance): void {
  readBodies(app);
  const methodsOf = allowedMethods(app);
  app.addHook("onRequest", (request, _reply, done) => {
    if (accepts(request.headers.accept)) done();
    else done(new ProtocolError(406));
  });
  app.addHook("onSend", (_request, reply, payload, done) => {
    reply.header("content-type", MEDIA_TYPE);
    done(null, payload);
  });
  app.setErrorHandler((error: FastifyError, request, reply) => {
    const { code, message } = known(error);
    if (code >= 50_000) request.log.error(error);
    return reply.code(Number(String(code).slice(0, 3))).send({ error_code: code, message });
  });
  app.setNotFoundHandler((request, reply) => {
    const methods = methodsOf(request.url);
    const code = methods.length === 0 ? 404 : 405;
    if (code === 405) reply.header("allow", methods.join(", "));
    return reply.code(code).send({ error_code: code, message: TEXTS[code] });
  });
}

/** An answer of HTTP itself, as Confluent's server words it. */
class ProtocolError extends Error {
  readonly statusCode: number;

  constructor(statusCode: number, message = TEXTS[statusCode] ?? "") {
    super(message);
    this.statusCode = statusCode;
  }
}

function readBodies(app: FastifyInstance): void {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser(/^/, { parseAs: "string", bodyLimit: MOST_BODY }, (request, body, done) => {
    if (!REQUEST_TYPES.test(mediaType(request.headers["content-type"] ?? "application/octet-stream")))
      return done(new ProtocolError(415), undefined);
    try {
      done(null, body === "" ? undefined : parse(body as string));
    } catch {
      done(new ProtocolError(400, "the body is not JSON"), undefined);
    }
  });
}

/** Tells whether a client takes what this face answers. */
export function accepts(header: string | undefined): boolean {
  return header === undefined || header.split(",").some((each) => ANSWER_TYPES.test(mediaType(each)));
}

/** The part of a header's value before its parameters. */
function mediaType(value: string): string {
  return (value.split(";")[0] ?? "").trim().toLowerCase();
}

/** Codes of the Confluent registry for errors that all faces share. */
const PROTOCOL_CODES: Partial<Record<ErrorCode, number>> = {
  UNAUTHENTICATED: 40101,
  FORBIDDEN: 40301,
  COMPILERS_BUSY: 50301,
  STORE_UNAVAILABLE: 50302,
};

/** What may hide the key `__proto__`; looking at every key takes many times longer than parsing. */
const SUSPECT = /__proto__|\\u/;

/** Leaves out keys that would poison a prototype chain once they are copied. */
function parse(body: string): unknown {
  if (!SUSPECT.test(body)) return JSON.parse(body);
  return JSON.parse(body, (key, value) => (key === "__proto__" ? undefined : value));
}

function known(error: Error & { readonly statusCode?: number }): { code: number; message: string } {
  if (isConfluentError(error)) return { code: error.code, message: error.message };
  if (isRegistryError(error)) return { code: PROTOCOL_CODES[error.code] ?? 42201, message: error.message };
  const status = error.statusCode ?? 500;
  if (status < 500) return { code: status, message: error.message };
  return { code: 50001, message: new ConfluentError(50001).message };
}
