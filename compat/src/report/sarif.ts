import type { AcceptedFinding, OpenFinding, Verdict } from "../policy/decide.ts";
import { rules } from "../rules.ts";
import { printableJson } from "./printable.ts";

const SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json";

/** Prints findings as SARIF 2.1.0; accepted breaks are suppressed results with their reason. */
export function sarifReport({ findings, accepted }: Verdict): string {
  const all = [...findings, ...accepted];
  const used = new Set(all.map((finding) => finding.rule));
  const descriptors = rules
    .filter(({ id }) => used.has(id))
    .map(({ id, purpose, next }) => ({ id, shortDescription: { text: purpose }, help: { text: next } }));
  const driver = { name: "postel", informationUri: "https://www.npmjs.com/package/@postel/cli", rules: descriptors };
  const run = { tool: { driver }, columnKind: "unicodeCodePoints", results: all.map(result) };
  return printableJson({ $schema: SCHEMA, version: "2.1.0", runs: [run] });
}

function result(finding: OpenFinding | AcceptedFinding) {
  const { rule, message, example } = finding;
  return {
    ruleId: rule,
    level: "accepted" in finding ? "note" : "error",
    message: { text: example === undefined ? message : `${message} ${example}` },
    ...((finding.path ?? finding.was?.path) !== undefined && { locations: [{ physicalLocation: location(finding) }] }),
    ...("accepted" in finding && { suppressions: [{ kind: "external", justification: finding.accepted.reason }] }),
  };
}

function location({ path, line, column, endLine, endColumn, was }: OpenFinding) {
  const uri = (path ?? was?.path ?? "").split("/").map(encodeURIComponent).join("/");
  if (path === undefined) return { artifactLocation: { uri } };
  return {
    artifactLocation: { uri },
    region: {
      startLine: Math.max(1, line),
      startColumn: Math.max(1, column),
      endLine: Math.max(1, line, endLine),
      endColumn: Math.max(1, endColumn),
    },
  };
}
