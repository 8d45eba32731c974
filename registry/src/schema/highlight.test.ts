import fc from "fast-check";
import { expect, it } from "vitest";
import { highlight } from "./highlight.ts";

it("tells the parts of a file apart", () => {
  const text = 'message OrderPlaced { // why\n  string id = 1 [json_name = "x\\"y"];\n}';
  const coloured = highlight(text).filter((token) => token.kind !== "plain");
  expect(coloured.map((token) => [token.kind, token.text])).toEqual([
    ["keyword", "message"],
    ["type", "OrderPlaced"],
    ["comment", "// why"],
    ["type", "string"],
    ["number", "1"],
    ["string", '"x\\"y"'],
  ]);
});

it("leaves out nothing and adds nothing", () => {
  const pieces = fc.constantFrom(
    '"',
    "'",
    "\\",
    "/*",
    "*/",
    "//",
    "\n",
    "message",
    "a.B",
    "<script>",
    "0x1f",
    "\u{1f600}",
  );
  fc.assert(
    fc.property(fc.array(fc.oneof(pieces, fc.string())), (parts) => {
      const text = parts.join("");
      expect(
        highlight(text)
          .map((token) => token.text)
          .join(""),
      ).toBe(text);
    }),
  );
});

it.each(['"\\', "a."])("comes to an end on 100,000 times %j", (part) => {
  const text = part.repeat(100_000);
  expect(
    highlight(text)
      .map((token) => token.text)
      .join(""),
  ).toBe(text);
});
