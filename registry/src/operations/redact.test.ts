import fc from "fast-check";
import { expect, it } from "vitest";
import { newToken } from "../security/token.ts";
import { passwordsIn, redactor } from "./redact.ts";

const redact = redactor();

it.each([
  ["GET /x?token=abc&y=1", "GET /x?token=[secret]&y=1"],
  ["cannot reach postgres://me:pa55@db:5432/postel", "cannot reach postgres://[secret]@db:5432/postel"],
  ["postgres://me:p@ss@db/postel", "postgres://[secret]@db/postel"],
  ['{"url":"https://user:x@host/a"}', '{"url":"https://[secret]@host/a"}'],
  ["authorization: Bearer abc.def-ghi", "authorization: Bearer [secret]"],
  ["basic dXNlcjpwYXNz", "basic [secret]"],
  ["host=db password=hunter2 user=me", "host=db password=[secret] user=me"],
  ["nothing to hide at https://host/@shop/orders", "nothing to hide at https://host/@shop/orders"],
])("%s", (text, clean) => {
  expect(redact(text)).toBe(clean);
});

it("hides every token wherever it stands, and keeps its id, which is no secret", () => {
  fc.assert(
    fc.property(fc.string(), fc.string(), (before, after) => {
      const { record, text } = newToken("ci", [{ kind: "read" }], 0);
      const secret = text.slice(`postel_${record.id}_`.length);
      const clean = redact(`${before} ${text} ${after}`);
      expect(clean).not.toContain(secret);
    }),
  );
});

it("hides the words it is told, however they came into the text", () => {
  expect(redactor(["hunter2", ""])("login failed: hunter2!")).toBe("login failed: [secret]!");
});

it.each([
  ["postgres://me:p%40ss@db/postel", ["p%40ss", "p@ss"]],
  ["postgres://me@db/postel?password=abc", ["abc"]],
  ["postgres://me@db/postel", []],
  ["postgres://me:%ZZ@db/postel", ["%ZZ"]],
  ["no address", []],
])("finds the passwords of %s", (url, passwords) => {
  expect(passwordsIn(url)).toEqual(passwords);
});

it("takes linear time for hostile text", () => {
  expect(redact("a://".repeat(20_000)).length).toBeGreaterThan(0);
  expect(redact("bearer ".repeat(20_000)).length).toBeGreaterThan(0);
});
