import { describe, expect, it } from "vitest";
import { invalidSchemas } from "./invalid-schemas.ts";

const problems = (count: number) =>
  Array.from({ length: count }, (_, index) => ({
    ...{ path: "a.proto", line: index + 1, column: 3, endLine: index + 1, endColumn: 4 },
    ...{ rule: "COMPILE", message: "wrong" },
  }));

describe("the error of schemas that do not compile", () => {
  it("says where, a line each", () => {
    const { code, message, where } = invalidSchemas("proto", problems(2));
    expect({ code, message, where: where?.split("\n").map((line) => line.trim()) }).toEqual({
      code: "INVALID_SCHEMAS",
      message: "proto does not compile",
      where: ["a.proto:1:3: wrong", "a.proto:2:3: wrong"],
    });
  });

  it.each([
    [20, 20, "a.proto:20:3: wrong"],
    [21, 21, "and 1 more"],
    [5_000, 21, "and 4980 more"],
  ])("of %i problems takes %i lines", (count, lines, last) => {
    const shown = invalidSchemas("proto", problems(count)).where?.split("\n") ?? [];
    expect([shown.length, shown.at(-1)?.trim()]).toEqual([lines, last]);
  });
});
