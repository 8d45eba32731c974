export { messageAt, messageIndexes } from "./message-indexes.ts";
export {
  type Frame,
  type ReadFrame,
  readFrame,
  SCHEMA_ID_HEADERS,
  type SchemaId,
  writeFrame,
} from "./wire-format.ts";
