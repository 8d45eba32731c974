import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { commands } from "../commands.ts";
import { run } from "../run.ts";
import { tempFolder } from "../testing-support/temp-folder.ts";
import { testIo } from "../testing-support/test-io.ts";

type Json = Record<string, unknown>;

/** The fields that docs/check-json.md tells of, by the line above each table. */
function documented(): ReadonlyMap<string, readonly string[]> {
  const text = readFileSync(join(import.meta.dirname, "../../../docs/check-json.md"), "utf8");
  const tables = text.split(/\n(?=\| field)/);
  return new Map(
    tables.slice(1).map((table, index) => {
      const title = tables[index]?.trim().split("\n").at(-1) ?? "";
      const rows = table.split("\n").filter((line) => line.startsWith("| `"));
      return [
        title,
        rows.flatMap((row) => [...(row.split("|")[1] ?? "").matchAll(/`(\w+)`/g)].map(([, name]) => name ?? "")),
      ];
    }),
  );
}

async function checked(): Promise<Json> {
  const folder = tempFolder();
  const at = (body: string) =>
    folder.write({
      "proto/buf.yaml": "version: v2\n",
      "proto/a/v1/a.proto": `syntax = "proto3";\npackage a.v1;\n${body}\n`,
    });
  at("message M { string coupon = 1; string note = 2; int32 n = 3; }\nmessage Gone {}");
  folder.commit();
  at("message M { option deprecated = true; string referrer = 1; int32 n = 3; }");
  const accept = (rule: string, element: string, expires: string) =>
    `- {rule: ${rule}, element: ${element}, reason: "agreed", expires: "${expires}"}\n`;
  folder.write({
    "proto/accepted-breaks.yaml":
      accept("MESSAGE_NO_DELETE", "a.v1.Gone", "2999-01-01") +
      accept("FIELD_NO_DELETE", "a.v1.M.note", "2020-01-01") +
      accept("FIELD_SAME_TYPE", "a.v1.M.never", "2999-01-01"),
  });
  const io = testIo({ cwd: folder.path });
  await run({ name: "postel", version: "0", commands }, ["check", "proto", "--json"], io);
  return JSON.parse(io.stdout());
}

describe("docs/check-json.md", { timeout: 30_000 }, () => {
  const tables = documented();
  const fields = (title: string) => [...tables].find(([line]) => line.includes(title))?.[1] ?? [];
  const keys = (objects: readonly Json[]) => new Set(objects.flatMap((object) => Object.keys(object)));
  const missing = (objects: readonly Json[], title: string) =>
    [...keys(objects)].filter((key) => !fields(title).includes(key));

  it("tells of every field that a check prints, and of none that it never prints", async () => {
    const document = await checked();
    const modules = document.modules as Json[];
    const [module = {}] = modules;
    const findings = [...(module.findings as Json[]), ...(module.accepted as Json[])];
    const facts = [...(module.changes as Json[]), ...(module.because as Json[])];
    expect(missing([document], "counts up")).toEqual([]);
    expect(missing(modules, "A module")).toEqual([]);
    expect(missing(findings, "A finding")).toEqual([]);
    expect(missing(facts, "A fact")).toEqual([]);
    expect(module.unused).toMatchObject([{ rule: "FIELD_SAME_TYPE" }]);
    expect(keys(findings)).toEqual(new Set(fields("A finding")));
    const always = fields("A module").filter((key) => !["latestVersion", "nextVersion"].includes(key));
    expect(always.filter((key) => !(key in module))).toEqual([]);
  });
});
