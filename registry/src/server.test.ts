import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, it } from "vitest";
import { startRegistry } from "./server.ts";

const root = mkdtempSync(join(tmpdir(), "postel-registry-"));
afterAll(() => rmSync(root, { recursive: true, force: true }));

it("starts, is ready within a second, and ends", async () => {
  const start = performance.now();
  const running = await startRegistry({ port: 0, dataDir: join(root, "new/folder") });
  expect(performance.now() - start).toBeLessThan(1_000);
  expect(running.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
  expect((await fetch(`${running.url}/health/ready`)).status).toBe(200);
  expect(await (await fetch(`${running.url}/version`)).json()).toMatchObject({ version: expect.stringMatching(/^\d/) });
  await running.close();
  await expect(fetch(running.url)).rejects.toThrow();
});

it("says that a port is in use, and leaves the folder free", async () => {
  const first = await startRegistry({ port: 0, dataDir: join(root, "a") });
  const port = Number(new URL(first.url).port);
  await expect(startRegistry({ port, dataDir: join(root, "b") })).rejects.toMatchObject({
    code: "PORT_BUSY",
    message: `port ${port} on 127.0.0.1 is in use: stop the other process or choose another port`,
  });
  await first.close();
  const second = await startRegistry({ port, dataDir: join(root, "b") });
  await second.close();
});

it("says that a folder cannot be used", async () => {
  writeFileSync(join(root, "file"), "");
  await expect(startRegistry({ port: 0, dataDir: join(root, "file") })).rejects.toMatchObject({
    code: "FOLDER_UNUSABLE",
  });
});

it("does not listen where others can reach it", async () => {
  await expect(startRegistry({ host: "0.0.0.0", port: 0, dataDir: root })).rejects.toMatchObject({
    code: "NOT_LOOPBACK",
  });
});
