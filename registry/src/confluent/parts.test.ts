import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { contentGuid } from "./content-guid.ts";
import { describeDifference } from "./describe-difference.ts";
import { mergedMetadata, metadataText, versionIn, withVersion } from "./metadata.ts";
import { schemaRequest } from "./schema-request.ts";
import { checkContext, parseNamedSubject, parseSubject, subjectText } from "./subject-name.ts";

const codeOf = (act: () => unknown): unknown => {
  try {
    return act();
  } catch (error) {
    return (error as { code: unknown }).code;
  }
};

describe("names of subjects", () => {
  it.each([
    ["orders-value", ".", "orders-value"],
    [":.prod:orders-value", ".prod", "orders-value"],
    [":.:orders", ".", "orders"],
    [":.prod:", ".prod", ""],
    [":.prod:a:b", ".prod", "a:b"],
    ["a:b", ".", "a:b"],
    [":a", ".", ":a"],
    ["shop/orders/v1/a.proto", ".", "shop/orders/v1/a.proto"],
    ["", ".", ""],
  ])("%j is in the context %j and called %j", (text, context, subject) => {
    expect(parseSubject(text)).toEqual({ context, subject });
  });

  it.each([
    ["__GLOBAL", 42208],
    ["__EMPTY", 42208],
    [":.ctx:__EMPTY", 42208],
    ["a\nb", 42208],
    ["\u0000", 42208],
    ["x".repeat(513), 42208],
    ["::a", 42210],
    [":ctx:a", 42210],
    [":.c tx:a", 42210],
    [`:.${"c".repeat(128)}:a`, 42210],
  ])("%j is refused with %i", (text, code) => {
    expect(codeOf(() => parseSubject(text))).toBe(code);
  });

  it.each(["", ":.ctx:", ":.__GLOBAL:a"])("%j names no subject", (text) => {
    expect(codeOf(() => parseNamedSubject(text))).toBe(42208);
  });

  it("come back as they were written, and take the address's context when they name none", () => {
    const name = fc.stringMatching(/^[\w./ -]{1,40}$/).filter((text) => !/^__/.test(text));
    const context = fc.stringMatching(/^\.[\w-]{0,20}$/);
    fc.assert(
      fc.property(context, name, (where, subject) => {
        const parsed = { context: where, subject };
        expect(parseSubject(`:${where}:${subject}`)).toEqual(parsed);
        expect(parseSubject(subject, where)).toEqual(parsed);
        expect(parseSubject(subjectText(parsed))).toEqual(parsed);
        checkContext(where);
      }),
    );
  });
});

describe("metadata", () => {
  it.each([
    [null, ""],
    ["text", ""],
    [{}, ""],
    [{ properties: {} }, ""],
    [{ unknown: 1 }, ""],
    [{ properties: { b: "2", a: "1" }, tags: { y: ["t"] } }, '{"properties":{"a":"1","b":"2"},"tags":{"y":["t"]}}'],
    [{ sensitive: ["a"], properties: null }, '{"sensitive":["a"]}'],
  ])("of %j are %j", (value, text) => {
    expect(metadataText(value)).toBe(text);
  });

  it("lie over one another, the later above", () => {
    const low = metadataText({ properties: { a: "1", b: "1" }, tags: { x: ["low"] }, sensitive: ["p"] });
    const high = metadataText({ properties: { b: "2", c: "2" }, tags: { y: ["high"] }, sensitive: ["p", "q"] });
    expect(JSON.parse(mergedMetadata(low, "", high))).toEqual({
      properties: { a: "1", b: "2", c: "2" },
      tags: { x: ["low"], y: ["high"] },
      sensitive: ["p", "q"],
    });
    expect(mergedMetadata("", "")).toBe("");
    expect(mergedMetadata(low)).toBe(low);
  });

  it("name a version or none", () => {
    const own = metadataText({ properties: { a: "1" } });
    expect(versionIn(own)).toBeUndefined();
    expect(versionIn("")).toBeUndefined();
    expect(versionIn(withVersion(own, 7))).toBe("7");
    expect(withVersion(withVersion(own, 7), undefined)).toBe(own);
    expect(withVersion(withVersion("", 7), undefined)).toBe("");
  });

  it("are the same however their keys are ordered", () => {
    const properties = fc.dictionary(fc.string(), fc.string());
    fc.assert(
      fc.property(properties, (pairs) => {
        const turned = Object.fromEntries(Object.entries(pairs).toReversed());
        expect(metadataText({ properties: pairs })).toBe(metadataText({ properties: turned }));
      }),
    );
  });
});

describe("the guid of a schema", () => {
  const base = { text: "a", references: [], metadata: "" };
  it("is the UUID of an MD5 over text, references and metadata", () => {
    expect(contentGuid(base)).toBe("0cc175b9-c0f1-b6a8-31c3-99e269772661");
    const references = [{ name: "b", subject: "c", version: 1 }];
    const others = [
      contentGuid({ ...base, references }),
      contentGuid({ ...base, references: [{ name: "b", subject: "c", version: 2 }] }),
      contentGuid({ ...base, metadata: "{}" }),
    ];
    expect(new Set([contentGuid(base), ...others]).size).toBe(4);
    for (const guid of others) expect(guid).toMatch(/^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$/);
  });
});

describe("what does not fit", () => {
  it.each([
    ["PACKAGE_CHANGED", "new", "The package at '#/' in the new schema does not match the package in the old schema"],
    ["MESSAGE_REMOVED", "new", "The new schema is missing a MESSAGE type at path '#/' in the old schema"],
    ["FIELD_KIND_CHANGED", "old", "The type of a field at path '#/' in the old schema does not match the new schema"],
    ["ONEOF_FIELD_REMOVED", "new", "The new schema is missing a oneof field at path '#/' in the old schema"],
    ["REQUIRED_FIELD_ADDED", "new", "A required field  at path '#/' in the new schema is missing in the old schema"],
  ] as const)("%s, read by the %s schema, is: %s", (type, reader, sentence) => {
    expect(describeDifference({ type, path: "#/" }, reader)).toBe(`{errorType:"${type}", description:"${sentence}"}`);
  });
});

describe("a request's schema", () => {
  const body = (over: object = {}) => ({ schemaType: "PROTOBUF", schema: "x", ...over });
  it.each([
    [body(), { schema: "x", references: [], metadata: "" }],
    [body({ schema: undefined }), { schema: "", references: [], metadata: "" }],
    [body({ references: null, ruleSet: {}, unknown: 1 }), { schema: "x", references: [], metadata: "" }],
    [body({ id: 7, version: 2 }), { schema: "x", references: [], metadata: "", id: 7, version: 2 }],
    [body({ id: -1, version: -1 }), { schema: "x", references: [], metadata: "", version: -1 }],
    [body({ id: "7", version: 1.5 }), { schema: "x", references: [], metadata: "" }],
  ])("is read from %j", (request, read) => {
    expect(schemaRequest(request)).toEqual(read);
  });

  it.each([
    [undefined, 42201],
    [[], 42201],
    [{ schema: "x" }, 42201],
    [body({ schemaType: "AVRO" }), 42201],
    [body({ schemaType: ["PROTOBUF"] }), 42201],
    [body({ schema: 1 }), 42201],
    [body({ references: [null] }), 42201],
    [body({ references: [{ name: "a", subject: "b", version: "1" }] }), 42201],
    [body({ references: Array.from({ length: 1_001 }, () => ({})) }), 42201],
    [body({ schema: "x".repeat(4 * 1024 * 1024 + 1) }), 42209],
  ])("is refused in %j", (request, code) => {
    expect(codeOf(() => schemaRequest(request))).toBe(code);
  });
});
