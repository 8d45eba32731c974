import type { HandlerContext } from "@connectrpc/connect";
import type { PushDeps } from "../../remote/push.ts";
import { checkPublish } from "../../security/caller.ts";
import { pageSize, pageToken, readNumberToken } from "../../service/pages.ts";

import { callerOf } from "../connect/connect-caller.ts";

/** What the services of the buf face share. */
export type RemoteDeps = PushDeps;

/** The name of a caller who may publish the module. Throws RegistryError UNAUTHENTICATED or FORBIDDEN. */
export function publisherOf(context: HandlerContext, module: string): string {
  return checkPublish(callerOf(context), module).name;
}

/** Cuts a page out of a list that is held in memory. */
export function pageOf<T>(all: readonly T[], request: { readonly pageSize: number; readonly pageToken: string }) {
  const start = readNumberToken(request.pageToken) ?? 0;
  const end = start + pageSize(request.pageSize);
  return { items: all.slice(start, end), nextPageToken: end < all.length ? pageToken(end) : "" };
}
