/** The tables, as Kysely types them. Times are milliseconds since 1970, truth values 0 and 1, documents JSON text. */
export interface Tables {
  /** Last number given out, by sequence. */
  counter: { name: string; value: number };
  /** Immutable bytes by their sha256. */
  content: { digest: string; bytes: Uint8Array };
  /** Compiled files of a descriptor set, in order, imports first. */
  descriptor_set_file: {
    set_digest: string;
    position: number;
    path: string;
    is_import: number;
    content_digest: string;
  };
  module: { id: number; name: string; created_at: number };
  release: {
    id: number;
    module_id: number;
    version: string;
    digest: string;
    set_digest: string;
    source_commit: string;
    package_name: string;
    generator_version: string;
    bump: string;
    previous_id: number;
    created_at: number;
  };
  release_file: { release_id: number; path: string; content_digest: string };
  /** The module that each event belongs to. */
  event: { name: string; module_id: number };
  release_event: { release_id: number; name: string; schema_digest: string; document: string };
  /** A schema of the Confluent face; ids count per context. */
  subject_schema: {
    context: string;
    id: number;
    guid: string;
    text_digest: string;
    descriptor_digest: string;
    reference_list: string;
    metadata: string;
  };
  subject_version: {
    context: string;
    subject: string;
    version: number;
    schema_id: number;
    deleted: number;
    is_released: number;
  };
  /** What a text was compiled to. */
  schema_reading: { source: string; text_digest: string; descriptor_digest: string };
  subject_reference: { context: string; schema_id: number; subject: string; version: number };
  subject_setting: { context: string; subject: string; name: string; value: string };
  commit_record: {
    id: string;
    module_id: number;
    digest: string;
    dependencies: string;
    source_control_url: string;
    position: number;
    created_at: number;
  };
  commit_file: { commit_id: string; path: string; content_digest: string };
  label: {
    id: string;
    module_id: number;
    name: string;
    commit_id: string;
    created_at: number;
    updated_at: number;
    archived_at: number;
  };
  label_history: { position: number; label_id: string; commit_id: string };
  token: { id: string; name: string; hash: string; scopes: string; created_at: number; revoked_at: number };
  npm_version: {
    package: string;
    version: string;
    manifest: string;
    tarball_digest: string;
    integrity: string;
    shasum: string;
    created_at: number;
    /** Counts up over all packages. */
    position: number;
  };
  npm_tag: { package: string; tag: string; version: string };
  sample: { position: number; event: string; schema_digest: string; name: string; content_digest: string };
  service_usage: { service: string; environment: string; document: string; reported_at: number };
  audit: { id: number; at: number; actor: string; action: string; target: string; detail: string };
}
