import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { quiet } from "./run-command.ts";
import { StoryError } from "./story.ts";

/** A registry in a process of its own. */
export interface RegistryProcess {
  readonly url: string;
  readonly child: ChildProcess;
  /** Ends it as a service manager would, and waits. Rejects unless it ends in peace. */
  readonly stop: () => Promise<void>;
}

const START_MS = 20_000;

/** Starts `postel serve` and waits for its address. npx would not pass signals on, so this goes without it. */
export async function startRegistry(args: readonly string[], cwd: string): Promise<RegistryProcess> {
  const bin = join(cwd, "node_modules/.bin/postel");
  const child = spawn(process.execPath, [bin, "serve", ...args], {
    cwd,
    env: quiet(),
    stdio: ["ignore", "pipe", "pipe"],
  });
  const url = await addressOf(child);
  return {
    url,
    child,
    async stop() {
      const closed = child.exitCode === null ? once(child, "close") : [child.exitCode];
      child.kill("SIGTERM");
      const [code] = await closed;
      if (code !== 0) throw new StoryError(`the registry ended with ${code}`);
    },
  };
}

async function addressOf(child: ChildProcess): Promise<string> {
  let said = "";
  const address = new Promise<string>((resolve, reject) => {
    const timer = setTimeout(() => reject(new StoryError(`the registry did not start:\n${said}`)), START_MS);
    const listen = (chunk: Buffer) => {
      said += chunk;
      const url = /^http:\S+/m.exec(said)?.[0];
      if (url === undefined) return;
      clearTimeout(timer);
      resolve(url);
    };
    child.stdout?.on("data", listen);
    child.stderr?.on("data", listen);
    child.once("error", reject);
    child.once("close", (code) => reject(new StoryError(`the registry ended with ${code}:\n${said}`)));
  });
  return address.catch((error) => {
    child.kill();
    throw error;
  });
}
