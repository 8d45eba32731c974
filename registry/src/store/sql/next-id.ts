import type { Transaction } from "kysely";
import type { Tables } from "./tables.ts";

/** Takes the next number of a sequence; it is given back when the transaction is. */
export async function nextId(tx: Transaction<Tables>, sequence: "release" | "module" | "audit"): Promise<number> {
  const { value } = await tx
    .updateTable("counter")
    .set((eb) => ({ value: eb("value", "+", 1) }))
    .where("name", "=", sequence)
    .returning("value")
    .executeTakeFirstOrThrow();
  return value;
}
