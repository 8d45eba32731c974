import type { FastifyError, FastifyInstance } from "fastify";
import { errors, isRegistryError } from "../errors.ts";

/** Answers what went wrong outside the Connect service as JSON; what is our fault is logged and not told. */
export function errorHandler(app: FastifyInstance): void {
  app.setErrorHandler((error: FastifyError, request, reply) => {
    if (isRegistryError(error)) {
      const { status } = errors[error.code];
      if (status >= 500) request.log.warn(error);
      return reply.code(status).send({ error: error.message });
    }
    const status = error.statusCode ?? 500;
    if (status < 500) return reply.code(status).send({ error: error.message });
    request.log.error(error);
    return reply.code(500).send({ error: "the registry failed on this request; its log says why" });
  });
  app.setNotFoundHandler((_request, reply) => reply.code(404).send({ error: "nothing is served at this address" }));
}
