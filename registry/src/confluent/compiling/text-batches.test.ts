import { create } from "@bufbuild/protobuf";
import { type FileDescriptorProto, FileDescriptorProtoSchema } from "@bufbuild/protobuf/wkt";
import { describe, expect, it } from "vitest";
import { textBatches } from "./text-batches.ts";
import { type TextUnit, textUnit } from "./text-unit.ts";

const descriptor = (name: string) => create(FileDescriptorProtoSchema, { name });
const unit = (name: string, text = "") => textUnit(`message ${name} {} ${text}`, []);

/** Compilers that write down what they are given; nothing ends before `go`. */
function slowCompilers(results: (unit: TextUnit) => FileDescriptorProto | undefined) {
  const runs: string[] = [];
  let go = () => {};
  const gate = new Promise<void>((resolve) => {
    go = resolve;
  });
  const names = (units: readonly TextUnit[]) => units.map(({ text }) => text.split(" ")[1]).join("+");
  const compile = textBatches({
    together: async (units) => {
      runs.push(names(units));
      await gate;
      return new Map(
        units.flatMap((each) => {
          const result = results(each);
          return result === undefined ? [] : [[each, result]];
        }),
      );
    },
    alone: async (each) => {
      runs.push(`alone ${names([each])}`);
      await gate;
      if (each.text.includes("wrong")) throw new Error(`wrong ${names([each])}`);
      return descriptor(`alone ${names([each])}`);
    },
  });
  return { runs, compile, go: () => go() };
}

describe("texts that wait", () => {
  it("share the next run, but for those that share a name, and those that may not", async () => {
    const { runs, compile, go } = slowCompilers((each) => descriptor(`shared ${each.text.split(" ")[1]}`));
    const units = [unit("A"), unit("B"), unit("C"), unit("B"), unit("D"), unit("E", "[x.y/z]")];
    // Fill every run that may go on at the same time, so that the rest waits.
    const fillers = Array.from({ length: 64 }, (_, at) => unit(`F${at}`));
    const first = fillers.map((each) => compile(each));
    const all = units.map((each) => compile(each));
    go();
    const names = (await Promise.all(all)).map(({ name }) => name);
    expect(names).toEqual(["shared A", "shared B", "shared C", "alone B", "shared D", "alone E"]);
    await Promise.all(first);
    expect(runs.filter((run) => /\bB\b/.test(run))).toHaveLength(2);
    expect(runs.length).toBeLessThan(fillers.length / 2);
    expect(runs).toContain("alone E");
  });

  it("each hear of their own mistakes only", async () => {
    const { compile, go } = slowCompilers((each) => (each.text.includes("wrong") ? undefined : descriptor("shared")));
    const all = [unit("A"), unit("B"), unit("C", "wrong"), unit("D")].map((each) => compile(each));
    const settled = Promise.allSettled(all);
    go();
    expect((await settled).map((each) => (each.status === "fulfilled" ? "ok" : String(each.reason)))).toEqual([
      ...["ok", "ok", "Error: wrong C", "ok"],
    ]);
  });

  it("all hear when no compiler can be had, and the next ones are compiled again", async () => {
    let broken = true;
    const compile = textBatches({
      together: async (units) => {
        if (broken) throw new Error("no compiler");
        return new Map(units.map((each) => [each, descriptor("shared")]));
      },
      alone: async () => descriptor("alone"),
    });
    const settled = await Promise.allSettled([unit("A"), unit("B"), unit("C")].map((each) => compile(each)));
    expect(settled.map(({ status }) => status)).toContain("rejected");
    broken = false;
    const results = await Promise.all([unit("A"), unit("B"), unit("C")].map((each) => compile(each)));
    expect(results).toHaveLength(3);
  });

  it("never wait as more than a megabyte in one run", async () => {
    const { runs, compile, go } = slowCompilers(() => descriptor("shared"));
    const all = Array.from({ length: 9 }, (_, at) => compile(unit(`L${at}`, "x".repeat(200_000))));
    go();
    await Promise.all(all);
    for (const run of runs) expect(run.split("+").length).toBeLessThanOrEqual(5);
  });
});
