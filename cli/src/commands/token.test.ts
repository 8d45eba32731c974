import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, it } from "vitest";
import { testIo } from "../testing-support/test-io.ts";
import { token } from "./token.ts";

const data = mkdtempSync(join(tmpdir(), "postel-token-"));
afterAll(() => rmSync(data, { recursive: true, force: true }));

async function run(action: string, subject?: string, options: { scope?: string[]; json?: boolean } = {}) {
  const io = testIo();
  const outcome = await token({ action, subject, scope: [], json: false, data, postgres: undefined, ...options }, io);
  expect(outcome).toBe("clean");
  return io.stdout();
}

it("prints a token once, lists it without its secret, and revokes it", async () => {
  const text = (await run("create", "ci", { scope: ["read", "publish:shop/*"] })).trim();
  expect(text).toMatch(/^postel_[0-9a-f]{16}_[\w-]{43}$/);
  const id = text.split("_")[1] ?? "";
  const listed = await run("list");
  expect(listed).toMatch(new RegExp(`^${id}  ci  read publish:shop/\\*  created \\d{4}-\\d\\d-\\d\\d  valid\n$`));
  expect(listed).not.toContain(text.slice(-43));
  expect(await run("revoke", id)).toBe(`${id} is revoked\n`);
  expect(await run("list")).toContain("revoked ");
  await expect(run("revoke", id)).rejects.toMatchObject({ code: "UNKNOWN_TOKEN", exit: 2 });
});

it("prints documents", async () => {
  const made = JSON.parse(await run("create", "app", { scope: ["admin"], json: true }));
  const [id] = made.token.split("_").slice(1);
  const { tokens } = JSON.parse(await run("list", undefined, { json: true }));
  expect(tokens.at(-1)).toEqual({ id, name: "app", scopes: ["admin"], createdAt: expect.any(Number), revokedAt: 0 });
  expect(JSON.parse(await run("revoke", id, { json: true }))).toEqual({ version: 1, revoked: id });
});

it.each([
  ["steal", undefined, [], /steal is no action/],
  ["constructor", undefined, [], /constructor is no action/],
  ["create", undefined, ["read"], /needs a name/],
  ["create", "ci", [], /at least one --scope/],
  ["list", "ci", [], /no further word/],
  ["list", undefined, ["read"], /takes no --scope/],
  ["revoke", undefined, [], /needs an id/],
])("%s %s %j is refused", async (action, subject, scope, message) => {
  await expect(run(action, subject, { scope })).rejects.toMatchObject({
    code: "USAGE",
    message: expect.stringMatching(message),
  });
});

it.each([["everything"], ["publish:"], ["read "]])("refuses the scope %j", async (scope) => {
  await expect(run("create", "ci", { scope: [scope] })).rejects.toMatchObject({ code: "INVALID_SCOPE" });
});
