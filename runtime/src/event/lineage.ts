import type { Message } from "@bufbuild/protobuf";
import { RuntimeError } from "../errors.ts";
import type { EventMajor } from "./event-major.ts";
import type { UpcastResult } from "./upcast.ts";

/** Reads one major of a lineage as its target `T`. */
export interface MajorReader<T extends Message = Message, From extends Message = Message> {
  readonly event: EventMajor<From>;
  /** Turns a message of `event.schema` into the target. Never throws. */
  upcast(message: From): UpcastResult<T>;
}

/** One event across majors, as one reader sees it: every major it can read, and the one it reads them as. */
export interface Lineage<T extends Message = Message> {
  /** Name without the version, such as `shop.orders.OrderPlaced`. */
  readonly name: string;
  /** The major that handlers receive. */
  readonly target: EventMajor<T>;
  /** One per major, the target (read as it is) included. */
  readonly readers: readonly MajorReader<T>[];
}

/** Checks and returns a lineage. Throws LINEAGE_INVALID when the target has no reader or a major has two. */
export function defineLineage<T extends Message>(lineage: Lineage<T>): Lineage<T> {
  const types = lineage.readers.map((reader) => reader.event.typeName);
  const twice = types.find((type, index) => types.indexOf(type) !== index);
  if (twice !== undefined) throw new RuntimeError("LINEAGE_INVALID", [lineage.name, `${twice} has two readers`]);
  if (!types.includes(lineage.target.typeName))
    throw new RuntimeError("LINEAGE_INVALID", [lineage.name, `its target ${lineage.target.typeName} has no reader`]);
  return Object.freeze(lineage);
}
