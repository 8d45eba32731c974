import { createHash } from "node:crypto";
import { printable, printableLine } from "../report/printable.ts";
import {
  type Annotation,
  annotationText,
  atLeastOne,
  compareAnnotations,
  messageWithPolicy,
  NO_PATH,
} from "./annotation.ts";
import { goJson } from "./go-json.ts";
import { xmlElement } from "./xml.ts";

const PRINTERS = {
  text: (annotations) => lines(annotations.map(harmless), annotationText),
  json: (annotations) => lines(annotations, json),
  msvs: (annotations) => lines(annotations.map(harmless), msvs),
  junit,
  "github-actions": (annotations) => lines(annotations.map(harmless), githubActions),
  "gitlab-code-quality": (annotations) => `${goJson(annotations.map(gitlabIssue))}\n`,
} satisfies Record<string, (annotations: readonly Annotation[]) => string>;

/** The error formats of buf; its `gcc` is another name for `text`. */
export type ErrorFormat = keyof typeof PRINTERS;

/** The names of all error formats. */
export const errorFormats = Object.keys(PRINTERS) as ErrorFormat[];

/**
 * Prints annotations byte for byte as buf does, sorted as it sorts them. `externalPath` makes the path that people see of
 * the path within the module. No annotations give no output.
 */
export function printAnnotations(
  annotations: readonly Annotation[],
  format: ErrorFormat,
  externalPath: (path: string) => string = (path) => path,
): string {
  const external = annotations.map((annotation) =>
    annotation.path === undefined ? annotation : { ...annotation, path: externalPath(annotation.path) },
  );
  return external.length === 0 ? "" : printable(PRINTERS[format](external.toSorted(compareAnnotations)));
}

/** Quoted names are harmless already; a path may be anything that an image says. */
function harmless(annotation: Annotation): Annotation {
  return annotation.path === undefined ? annotation : { ...annotation, path: printableLine(annotation.path) };
}

function lines(annotations: readonly Annotation[], print: (annotation: Annotation) => string): string {
  return annotations.map((annotation) => `${print(annotation)}\n`).join("");
}

function json({ path, line, column, endLine, endColumn, rule, message, policy }: Annotation): string {
  return goJson({
    ...(path !== undefined && path !== "" && { path }),
    start_line: atLeastOne(line),
    start_column: atLeastOne(column),
    end_line: atLeastOne(endLine),
    end_column: atLeastOne(endColumn),
    type: rule,
    message,
    ...(policy !== undefined && { policy }),
  });
}

function msvs(annotation: Annotation): string {
  const { path = NO_PATH, line, column, rule } = annotation;
  return `${path}(${atLeastOne(line)},${atLeastOne(column)}) : error ${rule} : ${messageWithPolicy(annotation)}`;
}

/** buf escapes nothing here, so a message with a line break would end early, here as there. */
function githubActions(annotation: Annotation): string {
  const { path = NO_PATH, line, column, endLine, endColumn } = annotation;
  const start = line > 0 ? `,line=${line}${column > 0 ? `,col=${column}` : ""}` : "";
  const end = line > 0 && endLine > 0 ? `,endLine=${endLine}${endColumn > 0 ? `,endColumn=${endColumn}` : ""}` : "";
  return `::error file=${path}${start}${end}::${messageWithPolicy(annotation)}`;
}

function junit(annotations: readonly Annotation[]): string {
  const suites = [...Map.groupBy(annotations, ({ path = NO_PATH }) => path)].map(([path, group]) =>
    xmlElement(
      "testsuite",
      { name: path.replace(/\.proto$/, ""), tests: group.length, failures: group.length, errors: 0 },
      group.map(testCase),
    ),
  );
  return `${xmlElement("testsuites", {}, suites)}\n`;
}

function testCase(annotation: Annotation): string {
  const { rule, line, column } = annotation;
  const name = column > 0 ? `${rule}_${line}_${column}` : line > 0 ? `${rule}_${line}` : rule;
  const failure = xmlElement("failure", { message: annotationText(annotation), type: rule });
  return xmlElement("testcase", { name }, [failure]);
}

function gitlabIssue({ path, line, column, endLine, endColumn, rule, message }: Annotation) {
  const position = (l: number, c: number) => ({ ...(l > 0 && { line: l }), ...(c > 0 && { column: c }) });
  const positions = { begin: position(line, column), end: position(endLine, endColumn) };
  const location = { ...(path !== undefined && path !== "" && { path }), positions };
  const issue = { description: message, check_name: rule, location, severity: "minor" };
  const fingerprint = createHash("shake256", { outputLength: 64 }).update(goJson(issue)).digest("hex");
  return { description: message, check_name: rule, fingerprint, location, severity: "minor" };
}
