import type { FastifyError, FastifyInstance } from "fastify";
import { ConfluentError, isConfluentError } from "../../confluent/confluent-error.ts";
import { type ErrorCode, isRegistryError } from "../../errors.ts";

const MEDIA_TYPE = "application/vnd.schemaregistry.v1+json";
const MOST_BODY = 8 * 1024 * 1024;

/** Reads and writes JSON under the media types that clients of the Confluent registry use, and its errors. */
export function confluentWire(app: FastifyInstance): void {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser(/^/, { parseAs: "string", bodyLimit: MOST_BODY }, (_request, body, done) => {
    try {
      done(null, body === "" ? undefined : parse(body as string));
    } catch {
      done(new ConfluentError(42201, { reason: "the body is not JSON" }), undefined);
    }
  });
  app.addHook("onSend", async (_request, reply, payload) => {
    const type = reply.getHeader("content-type");
    if (type === undefined || String(type).startsWith("application/json")) reply.header("content-type", MEDIA_TYPE);
    return payload;
  });
  app.setErrorHandler((error: FastifyError, request, reply) => {
    const { code, message } = known(error);
    if (code >= 50_000) request.log.error(error);
    return reply.code(Number(String(code).slice(0, 3))).send({ error_code: code, message });
  });
  app.setNotFoundHandler((_request, reply) => reply.code(404).send({ error_code: 404, message: "HTTP 404 Not Found" }));
}

/** Codes of the Confluent registry for errors that all faces share. */
const PROTOCOL_CODES: Partial<Record<ErrorCode, number>> = {
  UNAUTHENTICATED: 40101,
  FORBIDDEN: 40301,
  COMPILERS_BUSY: 50301,
  STORE_UNAVAILABLE: 50302,
};

/** Keys such as `__proto__` become plain data of an object without a prototype chain to poison. */
function parse(body: string): unknown {
  return JSON.parse(body, (key, value) => (key === "__proto__" ? undefined : value));
}

function known(error: Error & { readonly statusCode?: number }): { code: number; message: string } {
  if (isConfluentError(error)) return { code: error.code, message: error.message };
  if (isRegistryError(error)) return { code: PROTOCOL_CODES[error.code] ?? 42201, message: error.message };
  const status = error.statusCode ?? 500;
  if (status < 500) return { code: status, message: error.message };
  return { code: 50001, message: new ConfluentError(50001).message };
}
