import type { BackupSummary } from "@postel/registry";
import { jsonText } from "../terminal/json-text.ts";

/** What people count, by table. */
const SHOWN = [
  ["release", "releases"],
  ["subject_version", "subject versions"],
  ["npm_version", "packages"],
  ["commit_record", "commits"],
  ["token", "tokens"],
] as const;

/** One line that says what a backup holds, or its JSON document. */
export function backupText(file: string, { rows, size, layout, createdAt }: BackupSummary, json: boolean): string {
  const made = new Date(createdAt).toISOString();
  if (json) return jsonText({ version: 1, file, size, layout, createdAt: made, rows });
  const counts = SHOWN.map(([table, name]) => `${Object.hasOwn(rows, table) ? rows[table] : 0} ${name}`);
  return `${file}: ${counts.join(", ")} of ${made} (${size} bytes)\n`;
}
