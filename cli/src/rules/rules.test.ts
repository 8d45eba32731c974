import { rules } from "@postel/compat";
import { examples } from "@postel/compat/examples";
import { describe, expect, it } from "vitest";
import { commands } from "../commands.ts";
import { run } from "../run.ts";
import { testIo } from "../testing-support/test-io.ts";
import { upcastRules } from "./upcast-rules.ts";

async function postel(...words: string[]) {
  const io = testIo();
  const code = await run({ name: "postel", version: "0", commands }, ["rules", ...words], io);
  return { code, stdout: io.stdout(), stderr: io.stderr() };
}

describe("postel rules", () => {
  it("lists every rule with its purpose and categories", async () => {
    const { stdout } = await postel();
    const lines = stdout.split("\n");
    for (const { id, purpose } of rules)
      expect(lines.find((line) => line.startsWith(`${id} `))).toContain(` ${purpose} `);
    expect(stdout).toMatch(/^EVENT_UPCAST_GAP +Checks that every earlier major/m);
  });

  it("lists them as data and as Markdown", async () => {
    const { version, rules: listed } = JSON.parse((await postel("--json")).stdout);
    expect([version, listed.length]).toEqual([1, rules.length + upcastRules.length]);
    expect((await postel("--format", "markdown")).stdout).toMatch(/^# Rules\n/);
  });

  it("explains each rule of compat with an example", async () => {
    for (const { id } of rules) {
      const { stdout } = await postel(id);
      expect(stdout.startsWith(`${id}\n\nChecks that `)).toBe(true);
      const finding = examples[id]?.expected.split("\n")[0] ?? "no example";
      expect(stdout).toContain(finding);
    }
  });

  it("explains one as data, whatever the case of its id", async () => {
    const { rule } = JSON.parse((await postel("field_same_type", "--json")).stdout);
    expect(rule).toMatchObject({
      id: "FIELD_SAME_TYPE",
      categories: expect.arrayContaining(["FILE"]),
      example: { before: {} },
    });
  });

  it.each(["FIELD_SAME_TIPE", "constructor", "__proto__"])("knows no rule %s", async (id) => {
    const { code, stderr } = await postel(id);
    expect([code, stderr]).toEqual([
      2,
      expect.stringMatching(new RegExp(`^error: there is no rule ${id.toUpperCase()}\n`)),
    ]);
  });
});
