export { createSqliteInbox, type SqliteInboxOptions } from "./sqlite-inbox.ts";
