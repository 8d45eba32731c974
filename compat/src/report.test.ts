import { describe, expect, it } from "vitest";
import type { Change } from "./change.ts";
import { check } from "./check.ts";
import type { Verdict } from "./policy/decide.ts";
import { withExternalPaths } from "./report/with-external-paths.ts";
import { formats, report } from "./report.ts";
import { compileTexts } from "./testing-support/compile-texts.ts";

const file = (body: string) => ({ "shop/orders.proto": `syntax = "proto3";\npackage shop;\n${body}\n` });
const before = compileTexts({
  ...file("message Order { string coupon = 1; string note = 2; }\nenum Action { NONE = 0; CREATE = 1; DELETE = 2; }"),
  "shop/old.proto": 'syntax = "proto3";\npackage shop;\nmessage Old {}\n',
});
const after = compileTexts(
  file("message Order { string referrer = 1; }\nenum Action { NONE = 0; GET = 1; CREATE = 2; DELETE = 3; }"),
);
const accepted = [
  { rule: "FILE_NO_DELETE", element: "shop/old.proto", reason: "nobody used it", expires: "2026-12-31" },
  { rule: "FIELD_NO_DELETE", element: "shop.Order.gone", reason: "never needed", expires: "2026-12-31" },
];
const verdict = check(before, after, { today: "2026-11-22", accepted });
const clean = check(before, before, { today: "2026-11-22" });

describe("report", () => {
  it.each(formats)("prints %s", async (format) => {
    await expect(
      report(
        withExternalPaths(verdict, (path) => `proto/${path}`),
        format,
      ),
    ).toMatchFileSnapshot(`report/testdata/verdict.${format}.txt`);
  });

  it.each(formats)("prints %s when nothing changed", async (format) => {
    await expect(report(clean, format)).toMatchFileSnapshot(`report/testdata/clean.${format}.txt`);
  });

  it("prints documents that machines can read", () => {
    expect(JSON.parse(report(verdict, "json"))).toMatchObject({ version: 1, ok: false, bump: "major" });
    expect(JSON.parse(report(verdict, "sarif"))).toMatchObject({ version: "2.1.0" });
    for (const issue of JSON.parse(report(verdict, "gitlab")))
      expect(issue).toMatchObject({
        fingerprint: expect.stringMatching(/^[0-9a-f]{64}$/),
        location: { path: expect.stringMatching(/./) },
      });
  });

  it.each(formats)("lets no text of a schema steer a terminal in %s", (format) => {
    const steer = "\u001b]0;title\u0007\u009b2J\u202e";
    const hostile: Verdict = {
      ...verdict,
      findings: verdict.findings.map((finding) => ({
        ...finding,
        message: `${finding.message}${steer}`,
        example: steer,
        element: steer,
        path: `${steer}\n.proto`,
        refused: steer,
      })),
    };
    expect(report(hostile, format)).not.toMatch(/(?![\n\t])[\p{Cc}\u202e]/u);
  });

  it("is SARIF: every result has a rule, a message, and a place that counts from one", () => {
    const [finding] = verdict.findings;
    if (finding === undefined) throw new Error("no finding");
    const { path: _, was, ...nowhere } = finding;
    const odd = [{ ...finding, line: 0, column: 0, endLine: 0, endColumn: 0 }, nowhere];
    const document = JSON.parse(report({ ...verdict, findings: [...verdict.findings, ...odd] }, "sarif"));
    expect(document).toMatchObject({ $schema: expect.stringContaining("sarif-2.1.0"), version: "2.1.0" });
    const [{ tool, results }] = document.runs;
    const ids = tool.driver.rules.map(({ id }: { id: string }) => id);
    expect(results).toHaveLength(verdict.findings.length + verdict.accepted.length + 2);
    for (const { ruleId, level, message, locations = [] } of results) {
      expect(ids).toContain(ruleId);
      expect(["error", "note"]).toContain(level);
      expect(message.text).toMatch(/./);
      for (const { physicalLocation } of locations) {
        expect(physicalLocation.artifactLocation.uri).toMatch(/^[\w.%/-]+$/);
        for (const position of Object.values(physicalLocation.region ?? {})) expect(position).toBeGreaterThan(0);
      }
    }
  });

  it("counts what a comment on a pull request has no room for", () => {
    const [finding] = verdict.findings;
    const [taken] = verdict.accepted;
    if (finding === undefined || taken === undefined) throw new Error("nothing found");
    const many: Verdict = {
      ...verdict,
      findings: Array(10_000).fill(finding),
      accepted: Array(10_000).fill(taken),
      changes: Array.from({ length: 10_000 }, () => verdict.changes[0] as Change),
    };
    const comment = report(many, "markdown");
    expect(comment).toContain("**And 9940 more findings.**");
    expect(comment).toContain("- and 9800 more");
    expect(comment.length).toBeLessThan(65_536);
  });

  it("cuts the reasons for a bump short", () => {
    const because = verdict.changes
      .slice(0, 1)
      .map(
        (change) =>
          ({ ...change, kind: "file.changed", what: "option", name: "o", from: "", to: "x".repeat(5000) }) as Change,
      );
    const text = report({ ...verdict, bump: "major", because: Array(9).fill(because[0]) }, "text");
    expect(text).toMatch(/because .*…" was added; and 6 more\.$/m);
    expect(Math.max(...text.split("\n").map((line) => line.length))).toBeLessThan(1000);
  });

  it("lets no text of a schema act as markup or as a command", () => {
    const [finding] = verdict.findings;
    if (finding === undefined) throw new Error("no finding");
    const text = "<script>|](x)\n::error::%0A";
    const hostile: Verdict = { ...verdict, findings: [{ ...finding, message: text, path: "a,b:c\n`d`.proto" }] };
    expect(report(hostile, "markdown")).toContain("\\<script\\>\\|\\]\\(x\\) ::error::%0A");
    expect(report(hostile, "github-actions")).toContain("file=a%2Cb%3Ac%0A`d`.proto,");
    expect(report(hostile, "github-actions")).toContain("::<script>|](x)%0A::error::%250A");
    expect(report(hostile, "junit")).toContain("&lt;script&gt;|](x)&#xA;::error::%0A");
  });
});
