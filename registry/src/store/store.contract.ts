import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { NewRelease, Store, StoredEvent } from "./store.ts";

const bytes = (text: string) => new TextEncoder().encode(text);

function event(name: string): StoredEvent {
  const document = { lineage: name, documentation: "", owner: "", topic: name, key: "", fields: [] };
  return { name, schemaDigest: "sha256:0", document };
}

function release(over: Partial<NewRelease> = {}): NewRelease {
  return {
    module: "shop/orders",
    version: "1.0.0",
    digest: "sha256:1",
    commit: "abc",
    packageName: "@shop/orders",
    generatorVersion: "0.1.0",
    bump: "",
    previousId: 0,
    knownReleases: 0,
    schemas: [
      { path: "import.proto", bytes: bytes("import"), isImport: true },
      { path: "own.proto", bytes: bytes("own"), isImport: false },
    ],
    files: [{ path: "v2/a.upcast.ts", content: bytes("export {};") }],
    events: [event("shop.orders.v1.OrderPlaced")],
    at: 1_700_000_000_123,
    actor: "somebody",
    ...over,
  };
}

/** What every implementation of Store must do. */
export function storeContract(name: string, open: () => Promise<Store>): void {
  describe(`${name} as a store`, () => {
    let store: Store;
    beforeEach(async () => {
      store = await open();
    });
    afterEach(() => store.close());

    it("stores a release and gives it back as it was", async () => {
      const outcome = await store.appendRelease(release());
      const record = {
        id: 1,
        module: "shop/orders",
        version: "1.0.0",
        digest: "sha256:1",
        commit: "abc",
        packageName: "@shop/orders",
        generatorVersion: "0.1.0",
        bump: "",
        createdAt: 1_700_000_000_123,
        events: [{ name: "shop.orders.v1.OrderPlaced", schemaDigest: "sha256:0" }],
      };
      expect(outcome).toEqual({ kind: "stored", release: record });
      expect(await store.findRelease("shop/orders", "1.0.0")).toEqual(record);
      expect(await store.releasesById([7, 1])).toEqual([record]);
    });

    it("gives content back byte for byte, in order", async () => {
      await store.appendRelease(release());
      const content = await store.releaseContent(1);
      expect(content?.schemas.map((schema) => [schema.path, schema.isImport])).toEqual([
        ["import.proto", true],
        ["own.proto", false],
      ]);
      expect(content?.schemas.map((schema) => Buffer.from(schema.bytes).toString())).toEqual(["import", "own"]);
      expect(content?.files.map((file) => [file.path, Buffer.from(file.content).toString()])).toEqual([
        ["v2/a.upcast.ts", "export {};"],
      ]);
      expect(await store.releaseContent(2)).toBeUndefined();
    });

    it("answers the same release with the stored one and refuses other content", async () => {
      await store.appendRelease(release());
      expect(await store.appendRelease(release({ knownReleases: 1 }))).toMatchObject({ kind: "same" });
      const other = await store.appendRelease(release({ digest: "sha256:2", knownReleases: 1 }));
      expect(other).toMatchObject({ kind: "taken", release: { digest: "sha256:1" } });
      expect(await store.auditAfter(0, 10)).toHaveLength(1);
    });

    it("refuses a decision that was taken before another release came", async () => {
      await store.appendRelease(release());
      const late = release({ version: "1.1.0", digest: "sha256:2" });
      expect(await store.appendRelease(late)).toEqual({ kind: "stale" });
      expect(await store.appendRelease({ ...late, knownReleases: 1 })).toMatchObject({ kind: "stored" });
      expect(await store.appendRelease(release({ module: "shop/new", knownReleases: 1, events: [] }))).toEqual({
        kind: "stale",
      });
    });

    it("refuses a decision that did not know a sample of the events that it was about", async () => {
      const sample = (event: string, name: string) => ({ event, name, schemaDigest: "sha256:0", data: bytes(name) });
      const add = (...samples: ReturnType<typeof sample>[]) => store.samples.add({ samples, at: 1, actor: "ci" });
      await add(sample("a.v1.E", "one"), sample("b.v1.E", "other"));
      const seenNow = async () => {
        const last = (await store.samples.after(["a.v1.E"], 0, 10)).at(-1);
        return { events: ["a.v1.E"], position: last?.position ?? 0 };
      };
      const seenSamples = await seenNow();
      await add(sample("b.v1.E", "more"));
      await add(sample("a.v1.E", "one"));
      expect(await store.appendRelease(release({ seenSamples }))).toMatchObject({ kind: "stored" });
      await add(sample("a.v1.E", "two"));
      const next = { version: "1.1.0", knownReleases: 1, previousId: 1 };
      expect(await store.appendRelease(release({ ...next, seenSamples }))).toEqual({ kind: "stale" });
      expect(await store.versionsOf("shop/orders")).toHaveLength(1);
      const decidedAgain = release({ ...next, samples: [sample("a.v1.E", "three")], seenSamples: await seenNow() });
      expect(await store.appendRelease(decidedAgain)).toMatchObject({ kind: "stored" });
    });

    it("keeps an event in one module and leaves no trace of the refused release", async () => {
      await store.appendRelease(release());
      const thief = release({ module: "shop/thief", events: [event("x.v1.A"), event("shop.orders.v1.OrderPlaced")] });
      expect(await store.appendRelease(thief)).toEqual({
        kind: "elsewhere",
        event: "shop.orders.v1.OrderPlaced",
        module: "shop/orders",
      });
      expect(await store.moduleNames("", 10)).toEqual(["shop/orders"]);
      expect(await store.appendRelease(release({ module: "x", events: [event("x.v1.A")] }))).toMatchObject({
        kind: "stored",
        release: { id: 2 },
      });
    });

    it("gives racing appends different ids and lets one of equals win", async () => {
      const same = Array.from({ length: 8 }, () => store.appendRelease(release()));
      const others = Array.from({ length: 8 }, (_, i) =>
        store.appendRelease(release({ module: `m/n${i}`, digest: `sha256:${i}`, events: [] })),
      );
      const outcomes = await Promise.all([...same, ...others]);
      expect(outcomes.filter((outcome) => outcome.kind === "stored")).toHaveLength(9);
      expect(outcomes.filter((outcome) => outcome.kind === "same")).toHaveLength(7);
      const ids = (await store.releasesAfter(0, 100)).map((entry) => entry.id);
      expect(ids).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9]);
    });

    it("lists modules, versions and releases in pages", async () => {
      for (const [knownReleases, version] of ["1.0.0", "1.1.0", "2.0.0"].entries())
        await store.appendRelease(release({ version, digest: `sha256:${version}`, knownReleases }));
      await store.appendRelease(release({ module: "shop/a", events: [] }));
      expect(await store.moduleNames("", 1)).toEqual(["shop/a"]);
      expect(await store.moduleNames("shop/a", 5)).toEqual(["shop/orders"]);
      expect(await store.versionsOf("shop/orders")).toEqual([
        { id: 1, version: "1.0.0" },
        { id: 2, version: "1.1.0" },
        { id: 3, version: "2.0.0" },
      ]);
      expect(await store.versionsOf("shop/none")).toEqual([]);
      const page = await store.releasesBefore("shop/orders", 3, 1);
      expect(page.map((entry) => entry.version)).toEqual(["1.1.0"]);
      expect(await store.releasesAfter(3, 5)).toEqual([{ id: 4, module: "shop/a", version: "1.0.0" }]);
    });

    it("finds an event's versions and documents", async () => {
      await store.appendRelease(release());
      await store.appendRelease(release({ version: "1.1.0", digest: "sha256:2", knownReleases: 1 }));
      const versions = await store.eventVersions("shop.orders.v1.OrderPlaced");
      expect(versions.map((entry) => [entry.releaseId, entry.version])).toEqual([
        [2, "1.1.0"],
        [1, "1.0.0"],
      ]);
      expect(await store.eventDocuments(1)).toEqual([event("shop.orders.v1.OrderPlaced")]);
      expect(await store.eventVersions("nothing")).toEqual([]);
    });

    it("takes hostile names as plain data", async () => {
      const name = "'; drop table release; --";
      const hostile = release({ module: "__proto__", commit: name, actor: name, events: [event("constructor")] });
      await store.appendRelease(hostile);
      expect(await store.findRelease("__proto__", "1.0.0")).toMatchObject({ commit: name });
      expect(await store.eventVersions("constructor")).toHaveLength(1);
      expect(await store.auditAfter(0, 1)).toEqual([
        {
          id: 1,
          at: 1_700_000_000_123,
          actor: name,
          action: "release.publish",
          target: "__proto__@1.0.0",
          detail: '{"digest":"sha256:1","bump":""}',
        },
      ]);
    });

    it("rejects an append that cannot be stored and goes on with the others", async () => {
      const twice = release({ files: [0, 1].map(() => ({ path: "a", content: bytes("a") })) });
      const [broken, sound] = await Promise.allSettled([
        store.appendRelease(twice),
        store.appendRelease(release({ module: "shop/sound", events: [] })),
      ]);
      expect(broken.status).toBe("rejected");
      expect(sound).toMatchObject({ status: "fulfilled", value: { release: { id: 1 } } });
      expect(await store.moduleNames("", 10)).toEqual(["shop/sound"]);
    });
  });
}
