import fc from "fast-check";
import { expect, it } from "vitest";
import { arbitraryWrites } from "../testing-support/arbitrary-writes.ts";
import { contentOf, memoryTables } from "../testing-support/memory-tables.ts";

it("grows whenever anything changes, and what is refused leaves no trace", async () => {
  const part = (content: string, isAudit: boolean) =>
    content.split("\n").filter((line) => !/^(\{|\["counter")/.test(line) && line.startsWith('["audit"') === isAudit);
  await fc.assert(
    fc.asyncProperty(arbitraryWrites, async (acts) => {
      const { db, store } = await memoryTables();
      let before = await contentOf(db);
      for (const [at, act] of acts.entries()) {
        await act(store, at + 1);
        const after = await contentOf(db);
        const [entries, known] = [part(after, true), part(before, true)];
        if (part(after, false).join() !== part(before, false).join())
          expect(entries.length).toBeGreaterThan(known.length);
        expect(entries.slice(0, known.length)).toEqual(known);
        before = after;
      }
      await store.close();
    }),
    { numRuns: 20 },
  );
});
