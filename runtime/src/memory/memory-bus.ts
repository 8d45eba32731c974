import { RuntimeError } from "../errors.ts";
import { partitionOf } from "../partition/partition-of.ts";
import type { Bus } from "../port/bus.ts";
import type { BusMessage } from "../port/bus-message.ts";
import type { DeadLetters } from "../port/dead-letters.ts";
import { createMemoryDeadLetters } from "./memory-dead-letters.ts";
import { type Entry, MemoryGroup } from "./memory-group.ts";

/** A bus that lives in this process. */
export interface MemoryBus extends Bus {
  /** Resolves once every group has acknowledged everything. */
  idle(): Promise<void>;
}

/** What a memory bus can be told. */
export interface MemoryBusOptions {
  /** Partitions of each topic; messages of one key share one. Default 8. */
  readonly partitions?: number;
  /**
   * Messages of a topic that a group may leave unacknowledged before publishing fails, and that a topic keeps for groups
   * which join later. Default 10 000.
   */
  readonly capacity?: number;
  readonly deadLetters?: DeadLetters;
}

/**
 * Makes a broker in memory: topics with partitions, groups that share them, redelivery of what is not acknowledged.
 * `publish` rejects with BUS_FULL while a group is `capacity` messages behind.
 */
export function createMemoryBus(options: MemoryBusOptions = {}): MemoryBus {
  const { partitions = 8, capacity = 10_000, deadLetters = createMemoryDeadLetters() } = options;
  const topics = new Map<string, { kept: Entry[]; groups: Set<MemoryGroup> }>();
  const groups = new Map<string, MemoryGroup>();
  let waiters: (() => void)[] = [];
  let published = 0;

  function topicOf(name: string) {
    const topic = topics.get(name) ?? { kept: [], groups: new Set() };
    topics.set(name, topic);
    return topic;
  }

  function isIdle(): boolean {
    return groups.values().every((group) => group.backlog() === 0);
  }

  function settled(): void {
    if (waiters.length === 0 || !isIdle()) return;
    for (const wake of waiters) wake();
    waiters = [];
  }

  function entryOf(message: BusMessage): Entry {
    const number = published++;
    const partition = message.key.length === 0 ? number % partitions : partitionOf(message.key, partitions);
    return { number, message, partition };
  }

  return {
    deadLetters,
    async publish(message) {
      const topic = topicOf(message.topic);
      for (const [name, group] of groups)
        if (topic.groups.has(group) && group.backlog(message.topic) >= capacity)
          throw new RuntimeError("BUS_FULL", [message.topic, capacity, name]);
      const entry = entryOf(message);
      topic.kept.push(entry);
      if (topic.kept.length > capacity) topic.kept.shift();
      for (const group of topic.groups) group.add(entry);
    },
    async subscribe(options, receive) {
      const group = groups.get(options.group) ?? new MemoryGroup(settled);
      groups.set(options.group, group);
      const subscription = group.join(options, receive);
      for (const topic of options.topics.map(topicOf)) {
        if (topic.groups.has(group)) continue;
        topic.groups.add(group);
        for (const entry of topic.kept) group.add(entry);
      }
      return subscription;
    },
    idle: () => (isIdle() ? Promise.resolve() : new Promise((wake) => waiters.push(wake))),
  };
}
