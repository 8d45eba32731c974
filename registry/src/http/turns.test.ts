import { EventEmitter } from "node:events";
import { setImmediate } from "node:timers/promises";
import { beforeEach, describe, expect, it } from "vitest";
import { type Turns, turnsOf } from "./turns.ts";

const SLICE = 10;

describe("turns", () => {
  let server: EventEmitter;
  let clock: number;
  let turns: Turns;
  /** Who did something, in order. */
  let log: string[];
  beforeEach(() => {
    server = new EventEmitter();
    clock = 0;
    turns = turnsOf(server, () => clock);
    log = [];
  });

  /** Computes for ten milliseconds at its turn, over several promises, as a registration does. */
  async function compute(name: string): Promise<void> {
    await turns.take();
    log.push(`${name} begins`);
    for (let step = 0; step < SLICE; step++) {
      await undefined;
      clock++;
    }
    log.push(`${name} ends`);
  }

  /** A millisecond of reading in each round of the event loop, until told otherwise. */
  async function read(method: string, isOver: () => boolean): Promise<number> {
    let count = 0;
    for (; !isOver(); count++) {
      server.emit("request", { method });
      clock++;
      log.push("read");
      await setImmediate();
    }
    return count;
  }

  const all = (count: number) => Promise.all(Array.from({ length: count }, (_, at) => compute(String(at))));

  it("are taken in order, one at a time", async () => {
    await all(20);
    expect(log).toEqual(Array.from({ length: 20 }, (_, at) => [`${at} begins`, `${at} ends`]).flat());
    await all(2);
    expect(log).toHaveLength(44);
  });

  it("leave readers five times as long as they last", async () => {
    let over = false;
    const reading = read("GET", () => over);
    await all(20);
    over = true;
    expect(await reading).toBeGreaterThanOrEqual(19 * 5 * SLICE);
  });

  it("are not held up by others who compute", async () => {
    let over = false;
    const sending = read("POST", () => over);
    await all(20);
    over = true;
    expect(await sending).toBeLessThan(19 * SLICE);
  });

  it("go on without a pause as soon as nobody reads any more", async () => {
    const reading = read("GET", () => clock > 60);
    await all(20);
    await reading;
    expect(clock).toBeLessThan(60 + 21 * SLICE);
  });

  it("go on after one that failed", async () => {
    const failing = turns.take().then(() => {
      throw new Error("no schema");
    });
    await Promise.all([expect(failing).rejects.toThrow("no schema"), compute("next")]);
    expect(log).toEqual(["next begins", "next ends"]);
  });
});
