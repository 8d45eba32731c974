import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, it } from "vitest";
import { startRegistry } from "./server.ts";
import { openTokens } from "./token-admin.ts";

const root = mkdtempSync(join(tmpdir(), "postel-registry-"));
afterAll(() => rmSync(root, { recursive: true, force: true }));

it("starts, is ready and ends", async () => {
  const running = await startRegistry({ port: 0, dataDir: join(root, "new/folder") });
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

it("listens where others can reach it once there is a token, and then asks for it", async () => {
  const dataDir = join(root, "guarded");
  const tokens = await openTokens({ dataDir });
  const token = await tokens.create("ci", ["read"]);
  const running = await startRegistry({ host: "0.0.0.0", port: 0, dataDir });
  const url = `http://127.0.0.1:${new URL(running.url).port}/index.json`;
  expect((await fetch(url)).status).toBe(401);
  const headers = { authorization: `Bearer ${token}` };
  expect((await fetch(url, { headers })).status).toBe(200);
  const [{ id = "" } = {}] = await tokens.list();
  expect(await tokens.revoke(id)).toBe(true);
  expect(await tokens.revoke(id)).toBe(false);
  expect((await fetch(url, { headers })).status).toBe(401);
  await running.close();
  await expect(startRegistry({ host: "0.0.0.0", port: 0, dataDir })).rejects.toMatchObject({ code: "NOT_LOOPBACK" });
  await expect(tokens.create("ci", ["everything"])).rejects.toMatchObject({ code: "INVALID_SCOPE" });
  expect(JSON.stringify(await tokens.list())).not.toMatch(/hash|postel_/);
  await tokens.close();
});

it("does not listen where others can reach it", async () => {
  await expect(startRegistry({ host: "0.0.0.0", port: 0, dataDir: root })).rejects.toMatchObject({
    code: "NOT_LOOPBACK",
  });
});
