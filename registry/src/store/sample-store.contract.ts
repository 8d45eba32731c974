import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { NewSamples, StoredSample } from "./sample-store.ts";
import type { Store } from "./store.ts";
import type { ServiceUsage, UsageReport } from "./usage-store.ts";

const bytes = (text: string) => new TextEncoder().encode(text);

function sample(over: Partial<StoredSample> = {}): StoredSample {
  return { event: "a.v1.A", name: "one", schemaDigest: "sha256:1", data: bytes("one"), ...over };
}

function stored(samples: readonly StoredSample[]): NewSamples {
  return { samples, at: 5, actor: "somebody" };
}

const usage: ServiceUsage = {
  ...{ service: "shipping", environment: "production", version: "1.0.0", commit: "c0ffee" },
  modules: [{ module: "shop/orders", version: "1.2.0" }],
  emits: ["a.v1.A"],
  consumes: [{ lineage: "a.A", event: "a.v1.A", at: "a.v1.A" }],
};
const report = (over: Partial<UsageReport> = {}): UsageReport => ({ ...usage, at: 7, actor: "somebody", ...over });

/** What every implementation of SampleStore and UsageStore must do. */
export function sampleStoreContract(name: string, open: () => Promise<Store>): void {
  describe(`${name} as a store of samples and usage`, () => {
    let store: Store;
    beforeEach(async () => {
      store = await open();
    });
    afterEach(() => store.close());

    const names = async (events: readonly string[], position = 0, limit = 10) =>
      (await store.samples.after(events, position, limit)).map((each) => `${each.position} ${each.name}`);

    it("stores samples once and gives them back in order", async () => {
      const both = stored([sample(), sample({ name: "two", data: new Uint8Array([0, 255]) })]);
      expect(await store.samples.add(both)).toEqual({ kind: "added", created: 2 });
      expect(await store.samples.add(both)).toEqual({ kind: "added", created: 0 });
      await store.samples.add(stored([sample({ event: "b.v1.B" }), sample({ schemaDigest: "sha256:2" })]));
      expect(await names(["a.v1.A"])).toEqual(["1 one", "2 two", "4 one"]);
      expect(await names(["b.v1.B", "a.v1.A"], 1, 2)).toEqual(["2 two", "3 one"]);
      expect(await names([])).toEqual([]);
      const [, two] = await store.samples.after(["a.v1.A"], 0, 2);
      expect([...(two?.data ?? [])]).toEqual([0, 255]);
      expect((await store.auditAfter(0, 10)).map((entry) => [entry.action, entry.target, entry.detail])).toEqual([
        ["sample.add", "a.v1.A", '{"names":["one","two"]}'],
        ["sample.add", "b.v1.B", '{"names":["one"]}'],
        ["sample.add", "a.v1.A", '{"names":["one"]}'],
      ]);
    });

    it("never replaces a sample, and then stores none of the others", async () => {
      await store.samples.add(stored([sample()]));
      const other = sample({ data: bytes("other") });
      const outcome = await store.samples.add(stored([sample({ name: "new" }), other]));
      expect(outcome).toMatchObject({ kind: "taken", sample: { name: "one" } });
      expect(await names(["a.v1.A"])).toEqual(["1 one"]);
    });

    it("lets one of racing samples win", async () => {
      const racing = ["x", "y", "z"].map((text) => store.samples.add(stored([sample({ data: bytes(text) })])));
      const kinds = (await Promise.all(racing)).map((outcome) => outcome.kind);
      expect(kinds.sort()).toEqual(["added", "taken", "taken"]);
    });

    it("takes hostile names as plain data", async () => {
      await store.samples.add(stored([sample({ event: "__proto__", name: "'; drop table sample; --" })]));
      expect(await names(["__proto__"])).toEqual(["1 '; drop table sample; --"]);
      await store.usage.report(report({ service: "constructor", environment: "__proto__" }));
      expect(await store.usage.list()).toMatchObject([{ service: "constructor", environment: "__proto__" }]);
    });

    it("keeps what was told last of a service in an environment", async () => {
      await store.usage.report(report());
      await store.usage.report(report({ environment: "test" }));
      await store.usage.report(report({ version: "1.1.0", at: 8 }));
      expect(await store.usage.list()).toEqual([
        { ...usage, version: "1.1.0", reportedAt: 8 },
        { ...usage, environment: "test", reportedAt: 7 },
      ]);
      expect((await store.auditAfter(0, 10)).map((entry) => entry.target)).toEqual([
        "shipping@production",
        "shipping@test",
        "shipping@production",
      ]);
    });

    it("forgets a service that neither emits nor consumes", async () => {
      await store.usage.report(report());
      await store.usage.report(report({ emits: [] }));
      expect(await store.usage.list()).toHaveLength(1);
      await store.usage.report(report({ emits: [], consumes: [] }));
      expect(await store.usage.list()).toEqual([]);
    });
  });
}
