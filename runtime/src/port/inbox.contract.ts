import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Inbox } from "./inbox.ts";

/** What the contract needs of one implementation: an inbox and some state that its transactions change. */
export interface InboxUnderTest<Tx> {
  readonly inbox: Inbox<Tx>;
  /** Writes `value` as part of the transaction. */
  write(transaction: Tx, value: string): void;
  /** Everything that was committed, in order. */
  written(): readonly string[];
  /** Sets the time in milliseconds since 1970. */
  setTime(now: number): void;
  close(): void;
}

/** What every inbox promises. */
export function inboxContract<Tx>(name: string, open: () => InboxUnderTest<Tx>): void {
  describe(`${name} as an inbox`, () => {
    let subject: InboxUnderTest<Tx>;

    beforeEach(() => {
      subject = open();
    });
    afterEach(() => subject.close());

    const writing = (value: string) => async (transaction: Tx) => {
      subject.write(transaction, value);
      return value;
    };

    it("does an event's work once", async () => {
      expect(await subject.inbox.process("c", "1", writing("a"))).toEqual({ kind: "done", value: "a" });
      expect(await subject.inbox.process("c", "1", writing("b"))).toEqual({ kind: "duplicate" });
      expect(subject.written()).toEqual(["a"]);
    });

    it("keeps consumers and events apart", async () => {
      await subject.inbox.process("c", "1", writing("c1"));
      await subject.inbox.process("d", "1", writing("d1"));
      await subject.inbox.process("c", "2", writing("c2"));
      await subject.inbox.process("c1", "", writing("other"));
      await subject.inbox.process("c", "1'; DROP TABLE x; --", writing("quoted"));
      expect(subject.written()).toEqual(["c1", "d1", "c2", "other", "quoted"]);
    });

    it("keeps nothing of work that fails, neither its writes nor its event", async () => {
      const failing = subject.inbox.process("c", "1", async (transaction) => {
        subject.write(transaction, "half");
        await Promise.resolve();
        throw new Error("no");
      });
      await expect(failing).rejects.toThrow("no");
      expect(subject.written()).toEqual([]);
      expect((await subject.inbox.process("c", "1", writing("whole"))).kind).toBe("done");
      expect(subject.written()).toEqual(["whole"]);
    });

    it("does work once when deliveries of one event overlap", async () => {
      const slow = async (transaction: Tx) => {
        await new Promise((resume) => setTimeout(resume, 5));
        subject.write(transaction, "slow");
      };
      const outcomes = await Promise.all([1, 2, 3].map(() => subject.inbox.process("c", "1", slow)));
      expect(outcomes.map((outcome) => outcome.kind).sort()).toEqual(["done", "duplicate", "duplicate"]);
      expect(subject.written()).toEqual(["slow"]);
    });

    it("lets a waiting delivery try when the one before it fails", async () => {
      const failing = subject.inbox.process("c", "1", () => Promise.reject(new Error("no")));
      const waiting = subject.inbox.process("c", "1", writing("second"));
      await expect(failing).rejects.toThrow("no");
      expect((await waiting).kind).toBe("done");
    });

    it("keeps overlapping work of different events apart", async () => {
      const work = (value: string, fails: boolean) => async (transaction: Tx) => {
        subject.write(transaction, `${value}1`);
        await new Promise((resume) => setTimeout(resume, 1));
        subject.write(transaction, `${value}2`);
        if (fails) throw new Error(value);
      };
      await Promise.allSettled([
        subject.inbox.process("c", "a", work("a", false)),
        subject.inbox.process("c", "b", work("b", true)),
        subject.inbox.process("c", "d", work("d", false)),
      ]);
      expect(subject.written()).toEqual(["a1", "a2", "d1", "d2"]);
    });

    it("forgets what was processed before a date, and nothing else", async () => {
      subject.setTime(1_000);
      await subject.inbox.process("c", "old", writing("old"));
      subject.setTime(2_000);
      await subject.inbox.process("c", "new", writing("new"));
      expect(await subject.inbox.forget(new Date(2_000))).toBe(1);
      expect((await subject.inbox.process("c", "new", writing("again"))).kind).toBe("duplicate");
      expect((await subject.inbox.process("c", "old", writing("again"))).kind).toBe("done");
    });
  });
}
