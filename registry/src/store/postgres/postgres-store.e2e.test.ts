import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type PostgresServer, postgresServer } from "../../testing-support/postgres-server.ts";
import { auditContract } from "../audit.contract.ts";
import { commitStoreContract } from "../commit-store.contract.ts";
import { packageStoreContract } from "../package-store.contract.ts";
import { sampleStoreContract } from "../sample-store.contract.ts";
import { storeContract } from "../store.contract.ts";
import { subjectStoreContract } from "../subject-store.contract.ts";
import { tokenStoreContract } from "../token-store.contract.ts";
import { openPostgresStore } from "./postgres-store.ts";

const log = () => {};
let server: PostgresServer;
beforeAll(async () => {
  server = await postgresServer();
});
afterAll(() => server.remove());

const open = async () => openPostgresStore(await server.newDatabase(), log);
storeContract("PostgreSQL", open);
subjectStoreContract("PostgreSQL", open);
packageStoreContract("PostgreSQL", open);
sampleStoreContract("PostgreSQL", open);
commitStoreContract("PostgreSQL", open);
tokenStoreContract("PostgreSQL", open);
auditContract("PostgreSQL", open);

const version = (over = {}) => ({
  ...{ context: ".", subject: "s", guid: "g", text: "t", descriptor: new Uint8Array(), references: [], metadata: "" },
  ...{ seen: { highest: 0, live: 0 }, at: 1, actor: "a" },
  ...over,
});

describe("two instances on one PostgreSQL", () => {
  it("start at once on an empty database, and give one registration one id", async () => {
    const url = await server.newDatabase();
    const [one, two] = await Promise.all([openPostgresStore(url, log), openPostgresStore(url, log)]);
    const outcomes = await Promise.all(
      Array.from({ length: 20 }, (_, at) => (at % 2 ? one : two).subjects.register(version({ subject: `s${at}` }))),
    );
    expect(new Set(outcomes.map((outcome) => "version" in outcome && outcome.version.schemaId))).toEqual(new Set([1]));
    expect(await two.subjects.versions(".", "s1")).toEqual(await one.subjects.versions(".", "s1"));
    await Promise.all([one.close(), two.close()]);
  });

  it("loses nothing that was acknowledged when the server restarts under load", async () => {
    const store = await openPostgresStore(await server.newDatabase(), log);
    const writing = Array.from({ length: 200 }, async (_, at) => {
      await new Promise((resolve) => setTimeout(resolve, at * 5));
      const outcome = await store.subjects.register(version({ subject: `s${at}`, guid: `g${at}` }));
      return { at, outcome };
    });
    await new Promise((resolve) => setTimeout(resolve, 300));
    server.restart();
    const settled = await Promise.allSettled(writing);
    const acknowledged = settled.flatMap((each) => (each.status === "fulfilled" ? [each.value.at] : []));
    expect(acknowledged.length).toBeGreaterThan(0);
    for (const at of acknowledged) expect(await store.subjects.versions(".", `s${at}`)).toHaveLength(1);
    await store.close();
  });
});

it("says that a database cannot be reached", async () => {
  await expect(openPostgresStore("postgres://postel@127.0.0.1:1/none", log)).rejects.toMatchObject({
    code: "DATABASE_UNUSABLE",
  });
});
