import { DatabaseSync } from "node:sqlite";

/** Opens this service's own database, which also remembers which events were handled. */
export function openDatabase(path: string): DatabaseSync {
  const database = new DatabaseSync(path);
  database.exec(
    "CREATE TABLE IF NOT EXISTS parcels (id TEXT, order_id TEXT, receiver TEXT, street TEXT, city TEXT) STRICT",
  );
  return database;
}
