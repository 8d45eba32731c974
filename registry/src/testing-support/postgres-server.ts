import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { freePort } from "./serve-process.ts";

/** A PostgreSQL server of its own, in a folder of its own. */
export interface PostgresServer {
  /** Empties the database, which takes less time than making another, and tells its address. */
  newDatabase(): Promise<string>;
  /** Ends all connections without a word and starts again. */
  restart(): void;
  stop(): void;
  start(): void;
  /** Stops it for good and removes its folder. */
  remove(): void;
}

const VERSIONS = "/usr/lib/postgresql";
const isRoot = process.getuid?.() === 0;

/** Makes and starts a server. Throws when PostgreSQL is not installed. */
export async function postgresServer(): Promise<PostgresServer> {
  const folder = mkdtempSync(join(tmpdir(), "postel-postgres-"));
  const port = await freePort();
  const url = `postgres://postel@127.0.0.1:${port}/postgres`;
  const control = (...args: string[]) => run("pg_ctl", "-D", join(folder, "data"), "-w", ...args);
  const start = () => control("start", `-o-p ${port} -k ${folder} -h 127.0.0.1`, `-l${join(folder, "log")}`);
  const stop = () => control("stop", "-m", "immediate");
  if (isRoot) execFileSync("chown", ["postgres", folder]);
  run("initdb", "-D", join(folder, "data"), "-U", "postel", "--auth=trust");
  start();
  return {
    ...{ start, stop },
    restart: () => {
      stop();
      start();
    },
    newDatabase: async () => {
      const client = new pg.Client(url);
      await client.connect();
      await client.query("drop schema public cascade; create schema public");
      await client.end();
      return url;
    },
    remove: () => {
      try {
        stop();
      } finally {
        rmSync(folder, { recursive: true, force: true });
      }
    },
  };
}

/** PostgreSQL refuses to run as root. */
function run(program: string, ...args: string[]): void {
  const [newest] = existsSync(VERSIONS) ? readdirSync(VERSIONS).sort().toReversed() : [];
  if (newest === undefined) throw new Error("no PostgreSQL: install it (apt-get install postgresql)");
  const command = [join(VERSIONS, newest, "bin", program), ...args];
  const [file = "", ...rest] = isRoot ? ["runuser", "-u", "postgres", "--", ...command] : command;
  execFileSync(file, rest, { stdio: "ignore", cwd: tmpdir() });
}
