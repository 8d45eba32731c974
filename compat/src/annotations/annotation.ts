import type { Finding } from "../finding.ts";
import { compareText } from "../text.ts";

/** What buf's error formats can tell of a finding; problems of a compiler fit as well, with the rule COMPILE. */
export type Annotation = Pick<
  Finding,
  "rule" | "message" | "path" | "line" | "column" | "endLine" | "endColumn" | "policy"
>;

/** The path that buf prints where there is none. */
export const NO_PATH = "<input>";

/** Orders annotations as buf does: those without a path first, then by path, line, column, rule and message. */
export function compareAnnotations(a: Annotation, b: Annotation): number {
  return (
    Number(a.path !== undefined) - Number(b.path !== undefined) ||
    compareText(a.path ?? "", b.path ?? "") ||
    a.line - b.line ||
    a.column - b.column ||
    compareText(a.rule, b.rule) ||
    compareText(a.message, b.message) ||
    a.endLine - b.endLine ||
    a.endColumn - b.endColumn
  );
}

/** Positions are at least 1 in most of buf's formats. */
export function atLeastOne(position: number): number {
  return Math.max(1, position);
}

/** `path:line:column:message`, which is buf's text format. */
export function annotationText(annotation: Annotation): string {
  const { path = NO_PATH, line, column } = annotation;
  return `${path}:${atLeastOne(line)}:${atLeastOne(column)}:${messageWithPolicy(annotation)}`;
}

/** The message, and in brackets the policy that asked for it. */
export function messageWithPolicy({ message, policy }: Annotation): string {
  return policy === undefined ? message : `${message} (${policy})`;
}
