import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { typeCheck } from "../test-support/type-check.ts";
import { addStubs } from "./add-stubs.ts";
import type { NeededMethod, NeededStubs } from "./needed-stubs.ts";

const method = (name: string, more: Partial<NeededMethod> = {}): NeededMethod => ({
  name,
  modifier: "",
  parameters: ["old"],
  doc: `Why ${name} is unresolved.`,
  body: `return write_${name};`,
  ...more,
});

const needs = (...methods: NeededMethod[]): NeededStubs => ({
  objects: [{ constant: "orderPlacedFromV1", type: "OrderPlacedFromV1", from: "./order_placed_upcast.js", methods }],
});

const ADDRESS = needs(method("address"));
const BOTH = needs(method("address"), method("total"));

async function stubbed(source: string | undefined, needed: NeededStubs): Promise<string> {
  const result = await addStubs(source, needed);
  if (result.kind !== "ok") throw new Error(result.message);
  return result.text;
}

const FRESH = `import type { OrderPlacedFromV1 } from "./order_placed_upcast.js";

export const orderPlacedFromV1: OrderPlacedFromV1 = {
  /**
   * Why address is unresolved.
   */
  address(old) {
    return write_address;
  },
};
`;

describe("addStubs", () => {
  it("writes a file where there is none, or an empty one", async () => {
    expect(await addStubs(undefined, ADDRESS)).toEqual({
      kind: "ok",
      text: FRESH,
      added: ["orderPlacedFromV1.address"],
    });
    expect(await stubbed("\n", ADDRESS)).toBe(FRESH);
  });

  it("adds a function to what a person wrote, and keeps every character of it", async () => {
    const source = `// Ours.\nimport { split } from "./split.js"; // helper\nimport type { OrderPlacedFromV1 } from "./order_placed_upcast.js";

const   odd = 1

export const orderPlacedFromV1 = {
    // Two lines, always.
    address: (old) => split( old.address ) // keep
} satisfies OrderPlacedFromV1;
export default odd
`;
    expect(await stubbed(source, BOTH)).toBe(
      source.replace(
        "split( old.address ) // keep\n",
        `split( old.address ), // keep
    /**
     * Why total is unresolved.
     */
    total(old) {
        return write_total;
    },
`,
      ),
    );
  });

  it("opens up a literal on one line", async () => {
    const head = 'import type { OrderPlacedFromV1 } from "./order_placed_upcast.js";\n';
    expect(await stubbed(`${head}export const orderPlacedFromV1: OrderPlacedFromV1 = {};\n`, ADDRESS)).toBe(
      FRESH.replace("\n\n", "\n"),
    );
    expect(
      await stubbed(`${head}export const orderPlacedFromV1: OrderPlacedFromV1 = {total(){return 1n}};\n`, BOTH),
    ).toBe(
      `${head}export const orderPlacedFromV1: OrderPlacedFromV1 = {total(){return 1n},${FRESH.slice(FRESH.indexOf("\n  /**"))}`,
    );
  });

  it("adds a constant and its import to a file that has others", async () => {
    const source = `#!/usr/bin/env node\n// Copyright.\n\nexport const other = 1;`;
    expect(await stubbed(source, ADDRESS)).toBe(
      `#!/usr/bin/env node\n// Copyright.\n\n${FRESH.slice(0, FRESH.indexOf("\n\n"))}\n\nexport const other = 1;\n\n${FRESH.slice(FRESH.indexOf("export"))}`,
    );
  });

  it("keeps the file's line breaks and tabs", async () => {
    const source =
      'import type { OrderPlacedFromV1 } from "./x.js";\r\nexport const orderPlacedFromV1: OrderPlacedFromV1 = {\r\n\ttotal: () => 1n,\r\n};\r\n';
    const text = await stubbed(source, BOTH);
    expect(text.replaceAll("\r\n", "")).not.toContain("\n");
    expect(text).toContain("\r\n\taddress(old) {\r\n");
  });

  it("keeps a byte order mark, and indents as the file does", async () => {
    const source =
      '\uFEFFimport type { OrderPlacedFromV1 } from "./order_placed_upcast.js";\nexport const orderPlacedFromV1: OrderPlacedFromV1 = {\n    total: () => 1n,\n};\n';
    const text = await stubbed(source, BOTH);
    expect(text).toBe(
      source.replace(
        "1n,\n",
        "1n,\n    /**\n     * Why address is unresolved.\n     */\n    address(old) {\n        return write_address;\n    },\n",
      ),
    );
    expect(await addStubs(text, BOTH)).toEqual({ kind: "ok", text, added: [] });
    expect(await stubbed("\uFEFFexport const orderPlacedFromV1 = {};\n", ADDRESS)).toMatch(
      /^\uFEFFexport const orderPlacedFromV1 = \{\n {2}\/\*\*/,
    );
  });

  it.each([
    ["another file's constant", 'export { orderPlacedFromV1 } from "./by-hand.js";\n'],
    ["a call", "export const orderPlacedFromV1 = make();\n"],
    ["a spread", "export const orderPlacedFromV1 = { ...base };\n"],
    ["a quoted name", 'export const orderPlacedFromV1 = { "address": (old) => 1 };\n'],
  ])("leaves %s to its author", async (_, source) => {
    expect(await addStubs(source, ADDRESS)).toEqual({ kind: "ok", text: source, added: [] });
  });

  it("reports a syntax error and where it is", async () => {
    const source = "export const orderPlacedFromV1 = {\n  address(old) { return ; \n";
    expect(await addStubs(source, ADDRESS)).toEqual({
      kind: "syntax-error",
      line: 3,
      column: 1,
      message: "'}' expected.",
    });
  });

  it("writes names that are no identifiers, and comments that try to end early", async () => {
    const text = await stubbed(undefined, needs(method("1st", { doc: "*/ process.exit() /*", body: "return 1;" })));
    expect(text).toContain('  "1st"(old) {');
    expect(text).toContain("*\\/ process.exit()");
  });

  it("does not compile until its bodies are written, and then names the field", async () => {
    const types = "export interface OrderPlacedFromV1 { address(old: string): any }\n";
    const files = { "order_placed_upcast.ts": types, "author.ts": FRESH };
    expect(typeCheck(files)).toEqual(["author.ts(8,12): error TS2304: Cannot find name 'write_address'."]);
  });

  it("changes nothing the second time", async () => {
    const name = fc.constantFrom("address", "total", "a", "b");
    const body = fc.constantFrom("{}", "{\n}", "{ a() {} }", "{ a: 1, }", "{\n  b,\n  // last\n}", "{\n\ta() {} }");
    const around = fc.constantFrom("", "// c\n", "import a from 'a'\n", "\r\n", "let x = 1");
    await fc.assert(
      fc.asyncProperty(fc.uniqueArray(name), body, around, around, async (names, literal, before, after) => {
        const needed = needs(...names.map((one) => method(one)));
        const source = `${before}\nexport const orderPlacedFromV1 = ${literal};\n${after}`;
        const once = await addStubs(source, needed);
        if (once.kind !== "ok") throw new Error(`${once.message} in ${source}`);
        expect(await addStubs(once.text, needed)).toEqual({ kind: "ok", text: once.text, added: [] });
        expect([...once.text.replaceAll(/\s/g, "")]).toEqual(expect.arrayContaining([...source.replaceAll(/\s/g, "")]));
      }),
      { numRuns: 40 },
    );
  });
});
