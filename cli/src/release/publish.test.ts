import { expect, it } from "vitest";
import { publish } from "./publish.ts";

it.each([
  [0, [0]],
  [1000, [1000]],
  [1001, [1000, 1]],
  [2500, [1000, 1000, 500]],
])("sends %i samples in messages of %j", async (count, expected) => {
  const sent: number[] = [];
  const note = (samples: readonly unknown[] = []) => void sent.push(samples.length);
  const samples = Array.from({ length: count }, (_, at) => ({ event: "a.v1.E", name: `${at}` }));
  const created = await publish(
    { module: "shop/orders", samples },
    {
      publish: async (publication) => {
        note(publication.samples);
        return true;
      },
      addSamples: async (_module, more) => note(more),
    },
  );
  expect([created, sent]).toEqual([true, expected]);
});
