import type { HandlerContext } from "@connectrpc/connect";
import type { PushDeps } from "../../remote/push.ts";
import { pageSize, pageToken, readNumberToken } from "../../service/pages.ts";

/** What the services of the buf face share. */
export interface RemoteDeps extends PushDeps {
  /** Who asks. */
  readonly actor: (context: HandlerContext) => string;
}

/** Cuts a page out of a list that is held in memory. */
export function pageOf<T>(all: readonly T[], request: { readonly pageSize: number; readonly pageToken: string }) {
  const start = readNumberToken(request.pageToken) ?? 0;
  const end = start + pageSize(request.pageSize);
  return { items: all.slice(start, end), nextPageToken: end < all.length ? pageToken(end) : "" };
}
