import type { ConnectRouter } from "@connectrpc/connect";

type Handler = ConnectRouter["handlers"][number];
type Handle = (...input: Parameters<Handler>) => ReturnType<Handler>;

/** Puts something around the answering of a call, where its HTTP request and response are seen whole. */
export type HandlerWrapper = (handle: Handle) => Handle;

/** Wraps all calls that a router answers so far, the first wrapper innermost. */
export function wrapHandlers(router: ConnectRouter, ...wrappers: readonly HandlerWrapper[]): void {
  const wrapped = router.handlers.map((handler) => {
    const handle = wrappers.reduce<Handle>((inner, wrap) => wrap(inner), handler);
    return Object.assign((...input: Parameters<Handler>) => handle(...input), handler);
  });
  router.handlers.splice(0, router.handlers.length, ...wrapped);
}
