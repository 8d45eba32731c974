import type { BusMessage } from "./bus-message.ts";
import type { DeadLetters } from "./dead-letters.ts";

/** One message handed to one member of a group; exactly one of `ack` and `nack` is called, once. */
export interface Delivery {
  readonly message: BusMessage;
  /** Done with it: it is never delivered to this group again. */
  ack(): Promise<void>;
  /** Not done: it is delivered again, to this member or another, before later messages of its key where possible. */
  nack(): Promise<void>;
}

/** What a member asks for. */
export interface BusSubscribe {
  /** Members of one group share its messages; every group gets all of them. */
  readonly group: string;
  readonly topics: readonly string[];
  /** Most deliveries that are neither acknowledged nor rejected, at any time. */
  readonly prefetch: number;
}

/** A running membership. */
export interface BusSubscription {
  /** Stops new deliveries; those under way can still be acknowledged. */
  pause(): Promise<void>;
  /** Leaves the group; what is not acknowledged goes to other members. */
  close(): Promise<void>;
}

/** A broker. Messages of one key and topic arrive in the order they were published; any may arrive more than once. */
export interface Bus {
  /** Resolves once the broker has confirmed that it holds the message; rejects when it may not. */
  publish(message: BusMessage): Promise<void>;
  /** Joins a group; `receive` must not throw and need not wait for the work. */
  subscribe(options: BusSubscribe, receive: (delivery: Delivery) => void): Promise<BusSubscription>;
  /** Where messages of this bus are parked that nobody could handle. */
  readonly deadLetters: DeadLetters;
}
