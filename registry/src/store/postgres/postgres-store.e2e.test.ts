import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { packageStoreContract } from "../package-store.contract.ts";
import { sampleStoreContract } from "../sample-store.contract.ts";
import { storeContract } from "../store.contract.ts";
import { subjectStoreContract } from "../subject-store.contract.ts";
import { openPostgresStore } from "./postgres-store.ts";

const VERSIONS = "/usr/lib/postgresql";
const isRoot = process.getuid?.() === 0;
const folder = mkdtempSync(join(tmpdir(), "postel-postgres-"));
const port = 20_000 + (process.pid % 20_000);
const server = `postgres://postel@127.0.0.1:${port}`;

/** PostgreSQL refuses to run as root. */
function run(program: string, ...args: string[]): void {
  const [newest] = existsSync(VERSIONS) ? readdirSync(VERSIONS).sort().toReversed() : [];
  if (newest === undefined) throw new Error("no PostgreSQL: install it (apt-get install postgresql)");
  const command = [join(VERSIONS, newest, "bin", program), ...args];
  const [file = "", ...rest] = isRoot ? ["runuser", "-u", "postgres", "--", ...command] : command;
  execFileSync(file, rest, { stdio: "ignore", cwd: tmpdir() });
}

const control = (...args: string[]) => run("pg_ctl", "-D", join(folder, "data"), "-w", ...args);
const options = `-o-p ${port} -k ${folder} -h 127.0.0.1`;

beforeAll(() => {
  if (isRoot) execFileSync("chown", ["postgres", folder]);
  run("initdb", "-D", join(folder, "data"), "-U", "postel", "--auth=trust");
  control("start", options, `-l${join(folder, "log")}`);
});
afterAll(() => {
  control("stop", "-m", "immediate");
  rmSync(folder, { recursive: true, force: true });
});

const log = () => {};
/** An empty database; the same one each time, because making another takes a second. */
async function newDatabase(): Promise<string> {
  const client = new pg.Client(`${server}/postgres`);
  await client.connect();
  await client.query("drop schema public cascade; create schema public");
  await client.end();
  return `${server}/postgres`;
}

const open = async () => openPostgresStore(await newDatabase(), log);
storeContract("PostgreSQL", open);
subjectStoreContract("PostgreSQL", open);
packageStoreContract("PostgreSQL", open);
sampleStoreContract("PostgreSQL", open);

const version = (over = {}) => ({
  ...{ context: ".", subject: "s", guid: "g", text: "t", descriptor: new Uint8Array(), references: [], metadata: "" },
  ...{ seen: { highest: 0, live: 0 }, at: 1, actor: "a" },
  ...over,
});

describe("two instances on one PostgreSQL", () => {
  it("start at once on an empty database, and give one registration one id", async () => {
    const url = await newDatabase();
    const [one, two] = await Promise.all([openPostgresStore(url, log), openPostgresStore(url, log)]);
    const outcomes = await Promise.all(
      Array.from({ length: 20 }, (_, at) => (at % 2 ? one : two).subjects.register(version({ subject: `s${at}` }))),
    );
    expect(new Set(outcomes.map((outcome) => "version" in outcome && outcome.version.schemaId))).toEqual(new Set([1]));
    expect(await two.subjects.versions(".", "s1")).toEqual(await one.subjects.versions(".", "s1"));
    await Promise.all([one.close(), two.close()]);
  });

  it("loses nothing that was acknowledged when the server restarts under load", async () => {
    const store = await openPostgresStore(await newDatabase(), log);
    const writing = Array.from({ length: 200 }, async (_, at) => {
      await new Promise((resolve) => setTimeout(resolve, at * 5));
      const outcome = await store.subjects.register(version({ subject: `s${at}`, guid: `g${at}` }));
      return { at, outcome };
    });
    await new Promise((resolve) => setTimeout(resolve, 300));
    control("restart", "-m", "immediate", options, `-l${join(folder, "log")}`);
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
