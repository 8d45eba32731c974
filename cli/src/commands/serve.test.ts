import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import type { AddressInfo } from "node:net";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { BIN, runBin } from "../testing-support/run-bin.ts";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "postel-serve-"));
});
afterAll(() => rm(folder, { recursive: true }));

it("prints its address when it is ready, and ends in peace", async () => {
  const child = spawn(process.execPath, [BIN, "serve", "--port", "0", "--data", join(folder, "new/data")]);
  const [chunk] = await once(child.stdout, "data");
  const url = String(chunk).trim();
  expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
  expect((await fetch(`${url}/health/ready`)).status).toBe(200);
  child.kill("SIGTERM");
  expect(await once(child, "close")).toEqual([0, null]);
});

it("says that a port is busy", async () => {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  const { code, stdout, stderr } = await runBin(["serve", "--port", `${port}`, "--data", join(folder, "busy")]);
  server.close();
  expect([code, stdout]).toEqual([1, ""]);
  expect(stderr).toMatch(new RegExp(`^error: port ${port} on 127\\.0\\.0\\.1 is in use.*\\n$`));
});

it("says that a folder cannot be written", async () => {
  await writeFile(join(folder, "file"), "");
  const { code, stderr } = await runBin(["serve", "--port", "0", "--data", join(folder, "file/data")]);
  expect([code, stderr.split("\n").length]).toEqual([1, 2]);
  expect(stderr).toContain(`folder ${join(folder, "file/data")} cannot hold the registry's data`);
});
