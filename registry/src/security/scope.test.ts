import fc from "fast-check";
import { expect, it } from "vitest";
import { allowsPublishing, parseScope, scopeText } from "./scope.ts";

it.each([
  ["read", "shop/orders", false],
  ["admin", "shop/orders", true],
  ["publish:shop/orders", "shop/orders", true],
  ["publish:shop/orders", "shop/orders2", false],
  ["publish:shop/*", "shop/orders", true],
  ["publish:shop/*", "shop/a/b", false],
  ["publish:shop/*", "shopping/orders", false],
  ["publish:**", "shop/a/b", true],
  ["publish:*", "shop/orders", false],
  ["publish:sh.p/*", "shop/orders", false],
  ["publish:*-value", "orders-value", true],
  ["publish:shop/*", "shop/orders\nadmin", true],
])("%s on %s: %s", (text, name, allowed) => {
  expect(allowsPublishing(parseScope(text), name)).toBe(allowed);
  expect(scopeText(parseScope(text))).toBe(text);
});

it.each(["", "write", "publish:", "publish", "publish:a b", `publish:${"a".repeat(200)}`, "admin "])(
  "refuses %j",
  (text) => {
    expect(() => parseScope(text)).toThrow(expect.objectContaining({ code: "INVALID_SCOPE" }));
  },
);

it("comes to an end with any pattern and name", () => {
  expect(allowsPublishing({ kind: "publish", pattern: "*a".repeat(40) }, `${"a".repeat(500)}!`)).toBe(false);
  fc.assert(
    fc.property(fc.string(), fc.string(), (pattern, name) => {
      expect(typeof allowsPublishing({ kind: "publish", pattern }, name)).toBe("boolean");
    }),
  );
});
