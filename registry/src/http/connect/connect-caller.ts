import { createContextKey, createContextValues, type HandlerContext, type Interceptor } from "@connectrpc/connect";
import type { FastifyRequest } from "fastify";
import { type Caller, checkRead } from "../../security/caller.ts";

const callerKey = createContextKey<Caller | undefined>(undefined, { description: "who asks" });

/** Hands the caller of an HTTP request on to the Connect services. */
export function callerContext(request: FastifyRequest) {
  return createContextValues().set(callerKey, request.caller);
}

/** Who asks. Throws RegistryError UNAUTHENTICATED when nobody has shown a valid token. */
export function callerOf(context: Pick<HandlerContext, "values">): Caller {
  return checkRead(context.values.get(callerKey));
}

/** Lets only callers who may read through; what has side effects checks the name that it publishes under itself. */
export const callerInterceptor: Interceptor = (next) => async (request) => {
  checkRead(request.contextValues.get(callerKey));
  return next(request);
};
