import type { BusSubscribe, BusSubscription, Delivery } from "../port/bus.ts";
import type { BusMessage } from "../port/bus-message.ts";

/** A message in a group; `number` is its place among all of the bus. */
export interface Entry {
  readonly number: number;
  readonly message: BusMessage;
  readonly partition: number;
}

interface Member {
  readonly topics: ReadonlySet<string>;
  readonly prefetch: number;
  readonly receive: (delivery: Delivery) => void;
  readonly unsettled: Set<Entry>;
  paused: boolean;
}

/** The messages of one partition; one member at a time owns it, so that its order holds. */
interface Lane {
  readonly topic: string;
  readonly partition: number;
  readonly waiting: Entry[];
  unsettled: number;
  owner: Member | undefined;
}

/** One group of a memory bus: what waits for it, and the members who share it. */
export class MemoryGroup {
  readonly #lanes = new Map<string, Lane>();
  readonly #members: Member[] = [];
  readonly #settled: () => void;
  #turn = 0;

  /** `settled` is called whenever a delivery was acknowledged. */
  constructor(settled: () => void) {
    this.#settled = settled;
  }

  /** How many messages of a topic, or of all, are not acknowledged. */
  backlog(topic?: string): number {
    return this.#lanes
      .values()
      .filter((lane) => topic === undefined || lane.topic === topic)
      .reduce((sum, lane) => sum + lane.waiting.length + lane.unsettled, 0);
  }

  add(entry: Entry): void {
    const lane = this.#lane(entry);
    lane.waiting.push(entry);
    this.#deliver(lane);
  }

  join(options: BusSubscribe, receive: (delivery: Delivery) => void): BusSubscription {
    const member = {
      topics: new Set(options.topics),
      prefetch: options.prefetch,
      receive,
      unsettled: new Set<Entry>(),
      paused: false,
    };
    this.#members.push(member);
    this.#deliverAll();
    return {
      pause: async () => {
        member.paused = true;
      },
      close: async () => this.#leave(member),
    };
  }

  #leave(member: Member): void {
    const at = this.#members.indexOf(member);
    if (at < 0) return;
    member.paused = true;
    this.#members.splice(at, 1);
    for (const entry of [...member.unsettled]) this.#settle(member, entry, false);
    this.#deliverAll();
  }

  #lane({ message: { topic }, partition }: Entry): Lane {
    const key = `${partition} ${topic}`;
    const lane = this.#lanes.get(key) ?? { topic, partition, waiting: [], unsettled: 0, owner: undefined };
    this.#lanes.set(key, lane);
    return lane;
  }

  #deliverAll(): void {
    const lanes = [...this.#lanes.values()];
    const first = this.#turn++ % Math.max(lanes.length, 1);
    for (const lane of [...lanes.slice(first), ...lanes.slice(0, first)]) this.#deliver(lane);
  }

  #deliver(lane: Lane): void {
    while (lane.waiting.length > 0) {
      const member = this.#ownerOf(lane);
      if (member === undefined || member.paused || member.unsettled.size >= member.prefetch) return;
      const entry = lane.waiting.shift() as Entry;
      lane.unsettled++;
      member.unsettled.add(entry);
      queueMicrotask(() => this.#hand(member, entry));
    }
  }

  /** A lane changes hands only when its owner has settled all of it. */
  #ownerOf(lane: Lane): Member | undefined {
    if (lane.unsettled > 0) return lane.owner;
    const able = this.#members.filter((member) => !member.paused && member.topics.has(lane.topic));
    lane.owner = able[lane.partition % able.length];
    return lane.owner;
  }

  #hand(member: Member, entry: Entry): void {
    if (!member.unsettled.has(entry)) return;
    member.receive({
      message: entry.message,
      ack: async () => this.#settle(member, entry, true),
      nack: async () => this.#settle(member, entry, false),
    });
  }

  #settle(member: Member, entry: Entry, done: boolean): void {
    if (!member.unsettled.delete(entry)) return;
    const lane = this.#lane(entry);
    lane.unsettled--;
    if (!done) putBack(lane.waiting, entry);
    this.#deliverAll();
    if (done) this.#settled();
  }
}

function putBack(waiting: Entry[], entry: Entry): void {
  const at = waiting.findIndex((other) => other.number > entry.number);
  waiting.splice(at < 0 ? waiting.length : at, 0, entry);
}
