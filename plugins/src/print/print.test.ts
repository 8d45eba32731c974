import { runInNewContext } from "node:vm";
import type { Literal } from "@postel/model";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { access, maybeAccess, propertyKey, safeProperty } from "../names/property.ts";
import { cleanText } from "./clean-text.ts";
import { printLiteral } from "./print-literal.ts";
import type { References } from "./references.ts";

const ref = { own: (name: string) => name } as unknown as References;
const codeOf = (literal: Literal) => [printLiteral(literal, ref)].flat(9).join("");
const read = (literal: Literal): unknown => runInNewContext(`(${codeOf(literal)})`, { Uint8Array, Number });

describe("a constant in code", () => {
  it.each<[Literal, unknown]>([
    [{ kind: "null" }, null],
    [{ kind: "boolean", value: false }, false],
    [{ kind: "number", value: -0.5 }, -0.5],
    [{ kind: "number", value: "-0" }, -0],
    [{ kind: "number", value: "NaN" }, Number.NaN],
    [{ kind: "number", value: "Infinity" }, Number.POSITIVE_INFINITY],
    [{ kind: "number", value: "-Infinity" }, Number.NEGATIVE_INFINITY],
    [{ kind: "bigint", value: "-9223372036854775808" }, -(2n ** 63n)],
    [{ kind: "bytes", base64: "AP8=" }, Uint8Array.of(0, 255)],
    [{ kind: "bytes", base64: "" }, new Uint8Array()],
  ])("%j is the value", (literal, value) => {
    const found = read(literal);
    if (value instanceof Uint8Array) expect([...(found as Uint8Array)]).toEqual([...value]);
    else expect(Object.is(found, value)).toBe(true);
  });

  it("is the value for any text, number and bytes", () => {
    fc.assert(
      fc.property(
        fc.string({ unit: "binary" }),
        fc.double(),
        fc.uint8Array(),
        fc.bigInt(),
        (text, number, bytes, long) => {
          expect(read({ kind: "string", value: text })).toBe(text);
          if (Number.isFinite(number) && !Object.is(number, -0))
            expect(read({ kind: "number", value: number })).toBe(number);
          expect(read({ kind: "bigint", value: String(long) })).toBe(long);
          const base64 = Buffer.from(bytes).toString("base64");
          expect([...(read({ kind: "bytes", base64 }) as Uint8Array)]).toEqual([...bytes]);
        },
      ),
    );
  });
});

describe("a property in code", () => {
  const names = fc.oneof(
    fc.string(),
    fc.constantFrom("__proto__", "constructor", "1st", "a-b", "class", "$", "ünder", ""),
  );

  it("is read and named as it is, whatever its name", () => {
    fc.assert(
      fc.property(names, (name) => {
        const made = runInNewContext(`({ ${propertyKey(name)}: 7 })`) as object;
        expect(Object.getOwnPropertyNames(made)).toEqual([name]);
        expect(runInNewContext(`of${access(name)}`, { of: made })).toBe(7);
        expect(runInNewContext(`of${maybeAccess(name)}`, { of: made })).toBe(7);
        expect(runInNewContext(`of${maybeAccess(name)}`, { of: undefined })).toBeUndefined();
      }),
    );
  });

  it("is none that code asks every object for, so that a missing one is missed", () => {
    const inherited = ["__proto__", "constructor", "toString", "toJSON", "valueOf"];
    expect(inherited.map(safeProperty)).toEqual(inherited.map((name) => `${name}$`));
    expect(["orderId", "proto", "hasOwn"].map(safeProperty)).toEqual(["orderId", "proto", "hasOwn"]);
  });
});

describe("a comment in code", () => {
  it("keeps its lines, and nothing that hides or steers", () => {
    expect(cleanText("a\r\nb\rc\u2028d")).toBe("a\nb\nc\nd");
    expect(cleanText("a\u0000b\u001b[31m\u202ec\t ")).toBe("a b [31m c");
    expect(cleanText("Grüße, 你好 🙂")).toBe("Grüße, 你好 🙂");
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        expect(cleanText(text)).not.toMatch(/[[\p{Cc}\p{Cf}]--\n]|\s$/v);
        expect(cleanText(cleanText(text))).toBe(cleanText(text));
      }),
    );
  });
});
