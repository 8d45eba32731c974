import { xmlElement } from "../annotations/xml.ts";
import type { OpenFinding, Verdict } from "../policy/decide.ts";
import { printable } from "./printable.ts";

/** Prints a verdict as JUnit XML: a suite for each file, a failed test for each finding, a skipped one for accepted breaks. */
export function junitReport(verdict: Verdict): string {
  const cases = [
    ...verdict.findings.map((finding) => ({ finding, outcome: failure(finding) })),
    ...verdict.accepted.map((finding) => {
      const message = `accepted until ${finding.accepted.expires}: ${finding.accepted.reason}`;
      return { finding, outcome: xmlElement("skipped", { message }) };
    }),
  ];
  const suites = [...Map.groupBy(cases, ({ finding }) => finding.path ?? finding.was?.path ?? "")].map(
    ([name, group]) => {
      const failures = group.filter(({ finding }) => !("accepted" in finding)).length;
      const attributes = { name, tests: group.length, failures, errors: 0, skipped: group.length - failures };
      return xmlElement(
        "testsuite",
        attributes,
        group.map(({ finding, outcome }) => testCase(finding, outcome)),
      );
    },
  );
  return `<?xml version="1.0" encoding="UTF-8"?>\n${printable(xmlElement("testsuites", {}, suites))}\n`;
}

function testCase({ rule, element, path = "", line }: OpenFinding, outcome: string): string {
  return xmlElement("testcase", { name: `${rule} ${element}`, classname: path, file: path, line }, [outcome]);
}

function failure({ rule, message, example, next }: OpenFinding): string {
  const text = [message, example, `Next: ${next}`].filter((line) => line !== undefined).join(" ");
  return xmlElement("failure", { message: text, type: rule });
}
