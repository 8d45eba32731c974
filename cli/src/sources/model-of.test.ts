import { compile } from "@postel/compiler";
import { expect, it } from "vitest";
import { eventProto } from "../testing-support/gate-of.ts";
import { modelOf } from "./model-of.ts";

it("reads a set once, and each set apart", async () => {
  const sets = await Promise.all(
    ["a.v1", "b.v1"].map(async (name) => {
      const text = eventProto(name, "message E { option (postel.v1.event) = {}; }");
      const compiled = await compile({ kind: "text", files: { "e.proto": text } });
      if (compiled.kind === "invalid") throw new Error("it does not compile");
      return compiled.set;
    }),
  );
  const [a, b] = sets.map(modelOf);
  expect([a?.events[0]?.name, b?.events[0]?.name]).toEqual(["a.v1.E", "b.v1.E"]);
  expect(sets.map(modelOf)).toEqual([a, b]);
  expect(modelOf(sets[0] ?? { files: [] })).toBe(a);
});
