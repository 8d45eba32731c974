import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { createServer } from "node:net";
import { join } from "node:path";

/** The committed program, which loads the bundle that `npm run build` made. */
const BIN = join(import.meta.dirname, "../../../cli/bin/postel.js");

/** A registry in a process of its own. */
export interface ServeProcess {
  readonly url: string;
  readonly pid: number;
  /** What it logged so far. */
  readonly log: () => string;
  /** Resolves with the exit code, or null after a deadly signal, when it has ended. */
  end(signal: NodeJS.Signals): Promise<number | null>;
}

/** Runs `postel serve` with these words, in a shell that may limit it, until it is ready. Throws what it says when it ends instead. */
export async function serveProcess(
  words: readonly string[],
  env: Readonly<Record<string, string>> = {},
  limit = "",
): Promise<ServeProcess> {
  const child = spawnPostel(["serve", ...words], env, limit);
  const errors: string[] = [];
  child.stderr?.on("data", (chunk) => errors.push(String(chunk)));
  const closed = once(child, "close") as Promise<[number | null]>;
  const ready = once(child.stdout ?? child, "data") as Promise<[Buffer]>;
  const url = await Promise.race([
    ready.then(([chunk]) => String(chunk).trim()),
    closed.then(([code]) => Promise.reject(new Error(`postel serve ended with ${code}: ${errors.join("")}`))),
  ]);
  return {
    ...{ url, pid: child.pid ?? 0, log: () => errors.join("") },
    end: async (signal) => {
      child.kill(signal);
      return (await closed)[0];
    },
  };
}

/** Runs another command of the program to its end; resolves with what it printed. Throws when it fails. */
export async function runPostel(words: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<string> {
  const child = spawnPostel(words, env);
  const out: string[] = [];
  const errors: string[] = [];
  child.stdout?.on("data", (chunk) => out.push(String(chunk)));
  child.stderr?.on("data", (chunk) => errors.push(String(chunk)));
  const [code] = await once(child, "close");
  if (code !== 0) throw new Error(`postel ${words[0]} ended with ${code}: ${errors.join("")}`);
  return out.join("");
}

function spawnPostel(words: readonly string[], env: Readonly<Record<string, string>>, limit = ""): ChildProcess {
  return spawn("sh", ["-c", `${limit}\nexec "$@"`, "sh", process.execPath, BIN, ...words], {
    env: { ...process.env, NO_COLOR: "1", ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
}

/** A port that nothing listens on at this moment. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, "close");
  return port;
}
