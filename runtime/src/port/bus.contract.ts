import { setTimeout as sleep } from "node:timers/promises";
import { beforeEach, describe, expect, it } from "vitest";
import { keyBytes } from "../event/key-bytes.ts";
import type { Bus, Delivery } from "./bus.ts";
import type { BusMessage } from "./bus-message.ts";

/** What every bus promises. */
export function busContract(name: string, open: () => Bus): void {
  describe(`${name} as a bus`, () => {
    let bus: Bus;
    beforeEach(() => {
      bus = open();
    });

    async function join(group: string, change: { topics?: string[]; prefetch?: number } = {}) {
      const deliveries: Delivery[] = [];
      const options = { group, topics: ["t"], prefetch: 100, ...change };
      const subscription = await bus.subscribe(options, (delivery) => deliveries.push(delivery));
      return { deliveries, subscription };
    }

    it("delivers a message as it was published, to every group", async () => {
      const [a, b] = [await join("a"), await join("b")];
      await bus.publish(message("1", "k"));
      await until(() => a.deliveries.length === 1 && b.deliveries.length === 1);
      expect(a.deliveries[0]?.message).toEqual(message("1", "k"));
      expect(b.deliveries[0]?.message).toEqual(message("1", "k"));
    });

    it("delivers only the topics asked for", async () => {
      const { deliveries } = await join("a", { topics: ["u"] });
      await bus.publish(message("1"));
      await bus.publish({ ...message("2"), topic: "u" });
      await until(() => deliveries.length === 1);
      expect(texts(deliveries)).toEqual(["2"]);
    });

    it("keeps the order of each key", async () => {
      const { deliveries } = await join("a");
      const published = Array.from({ length: 60 }, (_, at) => ({ text: String(at), key: `k${at % 4}` }));
      for (const { text, key } of published) await bus.publish(message(text, key));
      await until(() => deliveries.length === 60);
      for (const key of ["k0", "k1", "k2", "k3"])
        expect(texts(deliveries.filter((delivery) => keyOf(delivery) === key))).toEqual(
          published.filter((each) => each.key === key).map((each) => each.text),
        );
    });

    it("gives one key to one member at a time, and everything to somebody", async () => {
      const members = [await join("a"), await join("a")];
      for (let at = 0; at < 60; at++) await bus.publish(message(String(at), `k${at % 12}`));
      await until(() => members.flatMap(({ deliveries }) => deliveries).length === 60);
      const [first, second] = members.map(({ deliveries }) => new Set(deliveries.map(keyOf)));
      expect([...(first ?? [])].filter((key) => second?.has(key))).toEqual([]);
    });

    it("hands out no more than the prefetch", async () => {
      const { deliveries } = await join("a", { prefetch: 2 });
      for (let at = 0; at < 5; at++) await bus.publish(message(String(at), "k"));
      await sleep(20);
      expect(deliveries).toHaveLength(2);
      await deliveries[0]?.ack();
      await until(() => deliveries.length === 3);
    });

    it("delivers again what was not acknowledged, before what comes later", async () => {
      const { deliveries } = await join("a", { prefetch: 2 });
      for (const text of ["0", "1", "2"]) await bus.publish(message(text, "k"));
      await until(() => deliveries.length === 2);
      await Promise.all([deliveries[1]?.nack(), deliveries[0]?.nack()]);
      await until(() => deliveries.length >= 4);
      expect(texts(deliveries).slice(2).toSorted()).toEqual(["0", "1"]);
    });

    it("never delivers again what was acknowledged", async () => {
      const { deliveries, subscription } = await join("a");
      await bus.publish(message("1", "k"));
      await until(() => deliveries.length === 1);
      await deliveries[0]?.ack();
      await subscription.close();
      const later = await join("a");
      await sleep(20);
      expect(later.deliveries).toEqual([]);
    });

    it("gives what a member leaves behind to the others", async () => {
      const first = await join("a");
      await bus.publish(message("1", "k"));
      await until(() => first.deliveries.length === 1);
      await first.subscription.close();
      const second = await join("a");
      await until(() => second.deliveries.length === 1);
      expect(texts(second.deliveries)).toEqual(["1"]);
    });

    it("holds messages while a group has no member", async () => {
      await (await join("a")).subscription.close();
      await bus.publish(message("1"));
      const { deliveries } = await join("a");
      await until(() => deliveries.length === 1);
    });

    it("delivers nothing to a paused member, and takes its acknowledgements", async () => {
      const { deliveries, subscription } = await join("a");
      await bus.publish(message("1", "k"));
      await until(() => deliveries.length === 1);
      await subscription.pause();
      await bus.publish(message("2", "k"));
      await deliveries[0]?.ack();
      await sleep(20);
      expect(texts(deliveries)).toEqual(["1"]);
      await subscription.close();
      const other = await join("a");
      await until(() => other.deliveries.length === 1);
      expect(texts(other.deliveries)).toEqual(["2"]);
    });

    it("ignores answers that come after the member has left", async () => {
      const { deliveries, subscription } = await join("a");
      await bus.publish(message("1", "k"));
      await until(() => deliveries.length === 1);
      await subscription.close();
      await subscription.close();
      await deliveries[0]?.nack();
      const other = await join("a");
      await sleep(20);
      expect(texts(other.deliveries)).toEqual(["1"]);
    });
  });
}

function message(text: string, key = ""): BusMessage {
  return { topic: "t", key: keyBytes(key), headers: { ce_id: text }, body: keyBytes(text) };
}

function keyOf(delivery: Delivery): string {
  return new TextDecoder().decode(delivery.message.key);
}

function texts(deliveries: readonly Delivery[]): string[] {
  return deliveries.map((delivery) => new TextDecoder().decode(delivery.message.body));
}

async function until(condition: () => boolean): Promise<void> {
  for (let tries = 0; tries < 2_000 && !condition(); tries++) await sleep(1);
  expect(condition()).toBe(true);
}
