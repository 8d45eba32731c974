import { createHash } from "node:crypto";
import { toBinary } from "@bufbuild/protobuf";
import type { Interceptor } from "@connectrpc/connect";
import type { HandlerWrapper } from "./wrap-handlers.ts";

/** Names the content of every answer to a GET, and has caches that may keep it ask again unless the answer says otherwise. */
export const etagInterceptor: Interceptor = (next) => async (request) => {
  const response = await next(request);
  if (response.stream || request.stream || request.requestMethod !== "GET") return response;
  const bytes = toBinary(request.method.output, response.message);
  response.header.set("etag", `W/"${createHash("sha256").update(bytes).digest("base64url").slice(0, 27)}"`);
  if (!response.header.has("cache-control")) response.header.set("cache-control", "no-cache");
  return response;
};

const CONTENT = ["content-type", "content-length", "content-encoding"];

/** Answers a GET whose `If-None-Match` names the content with 304 and no body. */
export const notModified: HandlerWrapper = (handle) => async (request) => {
  const response = await handle(request);
  const wanted = request.header.get("if-none-match")?.split(/\s*,\s*/) ?? [];
  const etag = response.header?.get("etag") ?? "";
  if (request.method !== "GET" || response.status !== 200 || !wanted.includes(etag)) return response;
  const header = new Headers(response.header);
  for (const name of CONTENT) header.delete(name);
  return { status: 304, header };
};
