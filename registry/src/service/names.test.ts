import { expect, it } from "vitest";
import { checkModuleName, checkPath, checkText, checkVersion } from "./names.ts";

it.each(["shop/orders", "a/b", "acme-1/orders.v2", "a_b/c_d", "constructor/prototype"])("takes module %s", (name) => {
  expect(() => checkModuleName(name)).not.toThrow();
});

it.each([
  "",
  "shop",
  "shop/",
  "/orders",
  "Shop/orders",
  "a/b/c",
  "../x",
  "a/..",
  "a/b\n",
  "a/-b",
  "__proto__/x",
  "a/b..c",
])("refuses module %j", (name) => {
  expect(() => checkModuleName(name)).toThrow(expect.objectContaining({ code: "INVALID_MODULE_NAME" }));
});

it.each(["0.0.1", "1.4.0", "2.0.0-beta.1"])("takes version %s", (version) => {
  expect(() => checkVersion(version)).not.toThrow();
});

it.each(["", "1", "v1.0.0", "1.0.0+build", " 1.0.0", "latest", `1.0.0-${"x".repeat(80)}`])(
  "refuses version %j",
  (version) => {
    expect(() => checkVersion(version)).toThrow(expect.objectContaining({ code: "INVALID_VERSION" }));
  },
);

it.each(["a.proto", "shop/orders/v1/a.proto", "..a/b", "-x"])("takes path %s", (path) => {
  expect(() => checkPath(path)).not.toThrow();
});

it.each(["", "/etc/passwd", "a/../b", "..", "./a", "a//b", "a\\b", "c:/x", "a\0b", "a\nb", "x".repeat(256)])(
  "refuses path %j",
  (path) => {
    expect(() => checkPath(path)).toThrow(expect.objectContaining({ code: "INVALID_PATH" }));
  },
);

it("limits labels", () => {
  expect(() => checkText("commit", "abc")).not.toThrow();
  expect(() => checkText("commit", "a\u001b[31m")).toThrow(/commit is not valid/);
  expect(() => checkText("commit", "abcd", 3)).toThrow(/at most 3 characters/);
});
