/** How much one request may bring. */
export const limits = {
  /** Bytes of one request body. */
  requestBytes: 64 * 1024 * 1024,
  /** Files of one descriptor set, imports included. */
  schemas: 20_000,
  /** Files beside the schemas. */
  files: 5_000,
  /** Events of one release. */
  events: 5_000,
  /** Messages within messages. */
  nesting: 32,
  /** Fields that search knows of one event. */
  indexedFields: 1_000,
  /** Samples of one request, and bytes of one of them. */
  samples: 1_000,
  sampleBytes: 1024 * 1024,
  /** Modules and events that one service tells of. */
  usages: 2_000,
  /** Entries of one page. */
  page: 1_000,
} as const;
