import type { Kysely, Transaction } from "kysely";
import { prepared } from "./prepared.ts";
import type { Tables } from "./tables.ts";

/** A sequence of numbers; schemas count per context. */
export type Sequence =
  | "release"
  | "module"
  | "audit"
  | "commit"
  | "label_history"
  | "sample"
  | "npm_version"
  | `schema:${string}`;

/** Takes the next number of a sequence, from 1; it is given back when the transaction is. */
export async function nextId(tx: Transaction<Tables>, sequence: Sequence): Promise<number> {
  const [row] = await takeNext(tx, sequence);
  if (row === undefined) throw new Error(`sequence ${sequence} gave no number`);
  return row.value;
}

const takeNext = prepared((db, sequence: Sequence) =>
  db
    .insertInto("counter")
    .values({ name: sequence, value: 1 })
    .onConflict((conflict) => conflict.column("name").doUpdateSet((eb) => ({ value: eb("counter.value", "+", 1) })))
    .returning("value"),
);

/** Makes sure that the sequence goes on after a number that was given from outside. */
export async function skipTo(tx: Kysely<Tables>, sequence: Sequence, taken: number): Promise<void> {
  await tx
    .insertInto("counter")
    .values({ name: sequence, value: taken })
    .onConflict((conflict) => conflict.column("name").doUpdateSet({ value: taken }).where("counter.value", "<", taken))
    .execute();
}
