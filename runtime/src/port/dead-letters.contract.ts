import { beforeEach, describe, expect, it } from "vitest";
import type { DeadLetter, DeadLetters } from "./dead-letters.ts";

/** What every store of dead letters promises. */
export function deadLettersContract(name: string, open: () => DeadLetters): void {
  describe(`${name} as dead letters`, () => {
    let store: DeadLetters;
    beforeEach(() => {
      store = open();
    });

    it("gives back the original message to the byte", async () => {
      const kept = letter("c/1");
      await store.park(kept);
      expect(await store.list("c", 10)).toEqual([kept]);
    });

    it("keeps one letter per id, the last", async () => {
      await store.park(letter("c/1"));
      await store.park(letter("c/1", { attempts: 9 }));
      expect(await store.list("c", 10)).toEqual([letter("c/1", { attempts: 9 })]);
    });

    it("lists a consumer's own letters, the oldest first, as many as asked", async () => {
      for (const id of ["1", "2", "3"]) await store.park(letter(id));
      await store.park(letter("other", { consumer: "d" }));
      expect((await store.list("c", 2)).map(({ id }) => id)).toEqual(["1", "2"]);
      expect((await store.list("d", 2)).map(({ id }) => id)).toEqual(["other"]);
    });

    it("removes a letter, and does not mind an unknown id", async () => {
      await store.park(letter("c/1"));
      await store.remove("c/2");
      await store.remove("c/1");
      await store.remove("c/1");
      expect(await store.list("c", 10)).toEqual([]);
    });
  });
}

function letter(id: string, change: Partial<DeadLetter> = {}): DeadLetter {
  return {
    id,
    consumer: "c",
    message: { topic: "t", key: Uint8Array.of(0, 255), headers: { ce_id: "1" }, body: Uint8Array.of(1, 0, 254) },
    reason: "malformed",
    error: "no type",
    attempts: 0,
    parkedAt: new Date(1_000),
    ...change,
  };
}
