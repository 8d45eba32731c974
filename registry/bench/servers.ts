import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";

/** A server in a process of its own. */
export interface Server {
  readonly url: string;
  /** Milliseconds from its start until it was ready. */
  readonly readyMillis: number;
  end(): Promise<void>;
}

const POSTEL = join(import.meta.dirname, "../../cli/bin/postel.js");
const BARE = join(import.meta.dirname, "bare-server.ts");

/** Starts the program as a user would; `npm run build` made it. */
export function startRegistry(data: string): Promise<Server> {
  return start([POSTEL, "serve", "--port", "0", "--data", data, "--log-level", "warn"]);
}

/** Starts the bare Fastify route over the answers in a file. */
export function startBare(file: string): Promise<Server> {
  return start(["-C", "@postel/source", BARE, file]);
}

async function start(args: readonly string[]): Promise<Server> {
  const began = performance.now();
  const child: ChildProcess = spawn(process.execPath, args, { stdio: ["ignore", "pipe", "inherit"] });
  if (child.stdout === null) throw new Error("no output to read the address from");
  const [address] = await once(child.stdout, "data");
  const readyMillis = performance.now() - began;
  return {
    ...{ url: String(address).trim(), readyMillis },
    end: async () => {
      child.kill("SIGTERM");
      await once(child, "close");
    },
  };
}
