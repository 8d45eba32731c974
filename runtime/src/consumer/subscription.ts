import type { Message } from "@bufbuild/protobuf";
import type { Envelope } from "@postel/proto";
import type { Lineage } from "../event/lineage.ts";
import type { Producer } from "../producer/producer.ts";

/** What a handler knows and can do beyond its event. `Tx` is the inbox's transaction. */
export interface HandlerContext<Tx = unknown> {
  /** The event as it was written: original type, schema and bytes. */
  readonly envelope: Envelope;
  /** True when the event was written with a newer minor than this reader knows; fields may be missing. */
  readonly newerMinor: boolean;
  /** True for an event that is replayed from an archive. */
  readonly isReplay: boolean;
  /** 1 for the first try. */
  readonly attempt: number;
  /** Write your data through it: it commits together with the memory that this event was handled. */
  readonly transaction: Tx;
  /**
   * Adds an event to the handler's outcome. It goes out once the handler has succeeded, before the transaction commits,
   * with an id derived from the incoming event's, so that a retry emits the same event again rather than another.
   */
  readonly publish: Producer["publish"];
}

/** One lineage and what to do with its events. */
export interface Subscription<T extends Message = Message, Tx = unknown> {
  readonly lineage: Lineage<T>;
  /** Handles one event, upcast to the lineage's target; a failure is tried again, then parked. */
  handle(event: T, context: HandlerContext<Tx>): Promise<void> | void;
}
