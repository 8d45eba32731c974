import type { FastifyInstance, FastifyRequest } from "fastify";
import { RegistryError } from "../errors.ts";
import { ANONYMOUS, type Caller, checkAdmin, checkRead } from "../security/caller.ts";
import { holderOf, tokenIn } from "../security/token.ts";
import type { TokenStore } from "../store/token-store.ts";

/**
 * What a route asks of its caller. `publish` routes find out the name from the request and check it themselves; `connect` routes ask by
 * their method.
 */
export type Needs = "nothing" | "read" | "publish" | "admin";

declare module "fastify" {
  interface FastifyContextConfig {
    /** Missing means admin, so that a forgotten route is closed. */
    readonly needs?: Needs;
  }
  interface FastifyRequest {
    /** Undefined while nobody has shown a valid token. */
    caller: Caller | undefined;
  }
}

/** The Connect services' addresses: each begins with the service's full name. */
const CONNECT = /^\/(postel|buf|buf\.alpha)\.registry\./;

/** Finds out who sends each request and refuses what it may not do. Without a token store everybody may do everything. */
export function authentication(app: FastifyInstance, tokens: TokenStore | undefined): void {
  if (tokens === undefined) {
    app.decorateRequest("caller", { getter: () => ANONYMOUS });
    return;
  }
  app.decorateRequest("caller", undefined);
  app.addHook("onRequest", async (request, reply) => {
    request.caller = await callerOf(tokens, request);
    if (request.caller === undefined) reply.header("www-authenticate", 'Basic realm="postel", charset="UTF-8"');
    if (CONNECT.test(request.url) || request.is404) return;
    switch (request.routeOptions.config.needs ?? "admin") {
      case "nothing":
        return;
      case "admin":
        checkAdmin(request.caller);
        return;
      default:
        checkRead(request.caller);
    }
  });
}

async function callerOf(tokens: TokenStore, request: FastifyRequest): Promise<Caller | undefined> {
  const text = tokenIn(request.headers.authorization);
  return text === undefined ? undefined : holderOf(tokens, text);
}

/** The caller of a route that does not serve strangers. Throws RegistryError UNAUTHENTICATED. */
export function knownCaller(request: FastifyRequest): Caller {
  if (request.caller === undefined) throw new RegistryError("UNAUTHENTICATED", {});
  return request.caller;
}

/** Says what all routes of a plugin ask for unless they say so themselves. */
export function allNeed(app: FastifyInstance, needs: Needs): void {
  app.addHook("onRoute", (route) => {
    route.config = { needs, ...route.config };
  });
}
