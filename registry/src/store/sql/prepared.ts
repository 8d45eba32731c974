import type { Compilable, CompiledQuery, Kysely } from "kysely";
import type { Tables } from "./tables.ts";

/** Runs a query with its parameters, on the database or within a transaction. */
export type Prepared<Parameters extends readonly unknown[], Row> = (
  db: Kysely<Tables>,
  ...parameters: Parameters
) => Promise<Row[]>;

interface Template {
  readonly query: CompiledQuery;
  /** For each parameter of the text, which argument it is; -1 for one that is always the same. */
  readonly slots: readonly number[];
}

/**
 * Makes a query that is put together once per kind of database: that takes longer than SQLite takes to answer. Arguments may only stand where
 * values stand, each a single value.
 */
export function prepared<Parameters extends readonly unknown[], Row>(
  build: (db: Kysely<Tables>, ...parameters: Parameters) => Compilable<Row>,
): Prepared<Parameters, Row> {
  const templates = new WeakMap<object, Template>();
  return async (db, ...parameters) => {
    const { adapter } = db.getExecutor();
    const template = templates.get(adapter) ?? templateOf(db, build);
    templates.set(adapter, template);
    const values = template.slots.map((slot, at) => (slot < 0 ? template.query.parameters[at] : parameters[slot]));
    return (await db.executeQuery<Row>({ ...template.query, parameters: values })).rows;
  };
}

function templateOf<Parameters extends readonly unknown[], Row>(
  db: Kysely<Tables>,
  build: (db: Kysely<Tables>, ...parameters: Parameters) => Compilable<Row>,
): Template {
  const marks: unknown[] = Array.from({ length: build.length - 1 }, (_, at) => Symbol(`parameter ${at}`));
  const query = build(db, ...(marks as unknown as Parameters)).compile();
  return { query, slots: query.parameters.map((value) => marks.indexOf(value)) };
}
