import { createHash } from "node:crypto";
import { toBinary } from "@bufbuild/protobuf";
import type { Interceptor } from "@connectrpc/connect";
import type { FastifyInstance } from "fastify";

/** Names the content of every answer to a GET, and has caches that may keep it ask again unless the answer says otherwise. */
export const etagInterceptor: Interceptor = (next) => async (request) => {
  const response = await next(request);
  if (response.stream || request.stream || request.requestMethod !== "GET") return response;
  const bytes = toBinary(request.method.output, response.message);
  response.header.set("etag", `W/"${createHash("sha256").update(bytes).digest("base64url").slice(0, 27)}"`);
  if (!response.header.has("cache-control")) response.header.set("cache-control", "no-cache");
  return response;
};

/** Answers a GET whose `If-None-Match` names the content with 304 and no body. The RPC library writes to Node's response itself. */
export function notModified(app: FastifyInstance): void {
  app.addHook("onRequest", async (request, reply) => {
    const wanted = request.headers["if-none-match"];
    if (wanted === undefined || request.method !== "GET") return;
    const { raw } = reply;
    const writeHead = raw.writeHead.bind(raw);
    raw.writeHead = (status: number, headers?: unknown) => {
      const fields = new Map(Object.entries((headers ?? {}) as Record<string, string>));
      const etag = fields.get("etag");
      if (status !== 200 || etag === undefined || !wanted.split(/\s*,\s*/).includes(etag))
        return writeHead(status, headers as Record<string, string>);
      for (const name of ["content-type", "content-length", "content-encoding"]) fields.delete(name);
      raw.write = () => true;
      return writeHead(304, Object.fromEntries(fields));
    };
  });
}
