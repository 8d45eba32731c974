import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, it } from "vitest";
import {
  Answer,
  type Registration,
  releaseRegistration,
  subjectRegistration,
} from "../testing-support/registrations.ts";
import { freePort, runPostel, type ServeProcess, serveProcess } from "../testing-support/serve-process.ts";

const REGISTRATIONS = 2_000;
const WRITERS = 32;
const MOST_BETWEEN_KILLS = 400;
const folder = mkdtempSync(join(tmpdir(), "postel-killed-"));
const data = join(folder, "data");
let server: ServeProcess | undefined;
afterAll(async () => {
  await server?.end("SIGKILL");
  rmSync(folder, { recursive: true, force: true });
});

const all: Registration[] = Array.from({ length: REGISTRATIONS }, (_, at) =>
  at % 2 ? releaseRegistration(at) : subjectRegistration(at),
);
const pause = (millis: number) => new Promise((resolve) => setTimeout(resolve, millis));

/** Sends again whatever was not acknowledged: a repeated request does no harm. */
async function persist(registration: Registration, url: string): Promise<string> {
  for (;;) {
    try {
      return await registration.send(url);
    } catch (reason) {
      if (reason instanceof Answer && reason.status !== 503) throw reason;
      await pause(20);
    }
  }
}

it("loses and doubles nothing that was acknowledged, however often it is killed", { timeout: 600_000 }, async () => {
  const port = await freePort();
  const words = ["--data", data, "--port", String(port)];
  const url = `http://127.0.0.1:${port}`;
  const acknowledged = new Map<number, string>();
  const queue = [...all.keys()];
  const write = async () => {
    for (let at = queue.shift(); at !== undefined; at = queue.shift())
      acknowledged.set(at, await persist(all[at] as Registration, url));
  };
  server = await serveProcess(words);
  const writing = Promise.all(Array.from({ length: WRITERS }, write));
  let kills = 0;
  while (acknowledged.size < REGISTRATIONS) {
    const enough = Math.min(acknowledged.size + 1 + Math.random() * MOST_BETWEEN_KILLS, REGISTRATIONS);
    while (acknowledged.size < enough) await Promise.race([writing, pause(2)]);
    await server.end("SIGKILL");
    kills++;
    server = await serveProcess(words);
  }
  await writing;
  expect(kills).toBeGreaterThan(REGISTRATIONS / MOST_BETWEEN_KILLS);
  expect(acknowledged.size).toBe(REGISTRATIONS);

  const lost: string[] = [];
  const check = async (at: number, sent: string) => {
    const found = await (all[at] as Registration).read(url).catch(String);
    if (found !== sent) lost.push(`${at}: ${sent} is now ${found}`);
  };
  const entries = [...acknowledged];
  await Promise.all(
    Array.from({ length: WRITERS }, async () => {
      for (let entry = entries.pop(); entry !== undefined; entry = entries.pop()) await check(...entry);
    }),
  );
  expect(lost).toEqual([]);
  const ids = [...acknowledged].flatMap(([at, sent]) => (at % 2 ? [] : [sent.split(" ")[0]]));
  expect(new Set(ids).size).toBe(REGISTRATIONS / 2);

  const backup = JSON.parse(await runPostel(["backup", join(folder, "all.postel"), "--data", data, "--json"]));
  expect(backup.rows).toMatchObject({ release: REGISTRATIONS / 2, subject_version: REGISTRATIONS / 2 });
});
