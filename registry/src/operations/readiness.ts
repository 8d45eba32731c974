import type { Store } from "../store/store.ts";

/** Tells whether requests can be served: after the migrations, while the store answers, before shutting down. */
export interface Readiness {
  isReady(): Promise<boolean>;
  /** False when only a restart helps. */
  isLive(): boolean;
  /** From now on it is not ready. */
  stop(): void;
}

/** How long the store may take to answer, in milliseconds. */
const PATIENCE = 2_000;

/** Asks the store a small question each time. */
export function readiness(store: Pick<Store, "moduleNames" | "canWrite">): Readiness {
  let stopping = false;
  return {
    isReady: async () => !stopping && store.canWrite() && (await answers(store)),
    isLive: () => stopping || store.canWrite(),
    stop: () => {
      stopping = true;
    },
  };
}

async function answers(store: Pick<Store, "moduleNames">): Promise<boolean> {
  const asked = store.moduleNames("", 1).then(
    () => true,
    () => false,
  );
  const late = Promise.withResolvers<boolean>();
  const timer = setTimeout(() => late.resolve(false), PATIENCE);
  try {
    return await Promise.race([asked, late.promise]);
  } finally {
    clearTimeout(timer);
  }
}
