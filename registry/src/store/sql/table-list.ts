/** A table and the columns that identify a row. */
export interface TableKey {
  readonly name: string;
  readonly key: readonly [string, ...string[]];
}

/** All tables, what others refer to first. A backup holds them in this order. */
export const tableList: readonly TableKey[] = [
  { name: "counter", key: ["name"] },
  { name: "content", key: ["digest"] },
  { name: "descriptor_set_file", key: ["set_digest", "position"] },
  { name: "module", key: ["id"] },
  { name: "release", key: ["id"] },
  { name: "release_file", key: ["release_id", "path"] },
  { name: "event", key: ["name"] },
  { name: "release_event", key: ["release_id", "name"] },
  { name: "audit", key: ["id"] },
  { name: "subject_schema", key: ["context", "id"] },
  { name: "subject_version", key: ["context", "subject", "version"] },
  { name: "subject_reference", key: ["context", "subject", "version", "schema_id"] },
  { name: "subject_setting", key: ["context", "subject", "name"] },
  { name: "npm_version", key: ["package", "version"] },
  { name: "npm_tag", key: ["package", "tag"] },
  { name: "commit_record", key: ["id"] },
  { name: "commit_file", key: ["commit_id", "path"] },
  { name: "label", key: ["id"] },
  { name: "label_history", key: ["position"] },
  { name: "token", key: ["id"] },
  { name: "sample", key: ["position"] },
  { name: "service_usage", key: ["service", "environment"] },
  { name: "schema_reading", key: ["source"] },
];
