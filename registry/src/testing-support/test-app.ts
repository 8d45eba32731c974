import type { FastifyInstance } from "fastify";
import { type AppDeps, buildApp } from "../app.ts";
import { judgeWithCompat } from "../service/judge-with-compat.ts";
import { createRegistry, type Registry } from "../service/registry.ts";
import { openMemoryStore } from "../store/sqlite/sqlite-store.ts";
import type { Store } from "../store/store.ts";

/** A registry in memory behind its HTTP side, ready for requests. */
export interface TestApp {
  readonly app: FastifyInstance;
  readonly registry: Registry;
  readonly store: Store;
  close(): Promise<void>;
}

const NOW = 1_700_000_000_000;

/** Starts an empty registry whose clock stands. */
export async function testApp(over: Partial<AppDeps> = {}): Promise<TestApp> {
  const store = await openMemoryStore();
  const registry = createRegistry({ store, judge: judgeWithCompat, now: () => NOW });
  const { subjects, packages, commits } = store;
  const app = buildApp({ registry, subjects, packages, commits, isReady: () => true, version: "0.0.0", ...over });
  await app.ready();
  return {
    ...{ app, registry, store },
    close: async () => {
      await app.close();
      await store.close();
    },
  };
}
