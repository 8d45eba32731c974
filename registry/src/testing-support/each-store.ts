import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe } from "vitest";
import { type RunningRegistry, startRegistry } from "../server.ts";
import { type PostgresServer, postgresServer } from "./postgres-server.ts";

/** A registry that listens, and a folder for whoever speaks to it. */
export interface StoreCase {
  readonly registry: RunningRegistry;
  readonly folder: string;
}

/** Runs the same tests against a registry on SQLite and one on PostgreSQL, each with a folder that goes afterwards. */
export function onEachStore(name: string, tests: (running: () => StoreCase) => void): void {
  describe(`${name}, on SQLite`, () => {
    withRegistry(async (folder) => ({ dataDir: join(folder, "data") }), tests);
  });
  describe(`${name}, on PostgreSQL`, () => {
    let server: PostgresServer | undefined;
    afterAll(() => server?.remove());
    withRegistry(async () => {
      server = await postgresServer();
      return { postgres: await server.newDatabase() };
    }, tests);
  });
}

type Place = Pick<Parameters<typeof startRegistry>[0], "dataDir" | "postgres">;

function withRegistry(placeIn: (folder: string) => Promise<Place>, tests: (running: () => StoreCase) => void): void {
  let running: StoreCase | undefined;
  beforeAll(async () => {
    const folder = mkdtempSync(join(tmpdir(), "postel-clients-"));
    running = { folder, registry: await startRegistry({ port: 0, ...(await placeIn(folder)) }) };
  });
  afterAll(async () => {
    await running?.registry.close();
    if (running !== undefined) rmSync(running.folder, { recursive: true, force: true });
  });
  tests(() => {
    if (running === undefined) throw new Error("the registry does not run");
    return running;
  });
}
