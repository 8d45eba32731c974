import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { NewPackageVersion } from "./package-store.ts";
import type { Store } from "./store.ts";

function published(over: Partial<NewPackageVersion> = {}): NewPackageVersion {
  return {
    ...{ package: "@shop/orders", version: "1.0.0", manifest: '{"name":"@shop/orders"}', shasum: "s", integrity: "i" },
    ...{ tarball: new Uint8Array([1, 2, 3]), tags: ["latest"], at: 5, actor: "somebody" },
    ...over,
  };
}

/** What every implementation of PackageStore must do. */
export function packageStoreContract(name: string, open: () => Promise<Store>): void {
  describe(`${name} as a store of packages`, () => {
    let store: Store;
    beforeEach(async () => {
      store = await open();
    });
    afterEach(() => store.close());

    it("gives a version back as it was and never replaces it", async () => {
      expect(await store.packages.publish(published())).toEqual({ kind: "stored" });
      expect(await store.packages.publish(published({ tarball: new Uint8Array([9]) }))).toEqual({ kind: "taken" });
      expect(await store.packages.versions("@shop/orders")).toEqual([
        { version: "1.0.0", manifest: '{"name":"@shop/orders"}', integrity: "i", shasum: "s", createdAt: 5 },
      ]);
      const tarball = await store.packages.tarball("@shop/orders", "1.0.0");
      expect([...(tarball ?? [])]).toEqual([1, 2, 3]);
      expect(await store.packages.tarball("@shop/orders", "2.0.0")).toBeUndefined();
    });

    it("lists versions in the order of publishing, whatever the clock says", async () => {
      for (const [at, version] of ["1.0.0", "0.9.0", "1.1.0", "1.0.1"].entries())
        await store.packages.publish(published({ version, at: 100 - at }));
      await store.packages.publish(published({ package: "other" }));
      const versions = await store.packages.versions("@shop/orders");
      expect(versions.map((each) => each.version)).toEqual(["1.0.0", "0.9.0", "1.1.0", "1.0.1"]);
      expect(versions.map((each) => each.createdAt)).toEqual([100, 99, 98, 97]);
    });

    it("moves tags to versions that exist", async () => {
      await store.packages.publish(published());
      await store.packages.publish(published({ version: "1.1.0", at: 6 }));
      const change = { package: "@shop/orders", tag: "latest", at: 7, actor: "somebody" };
      expect(await store.packages.tags("@shop/orders")).toEqual({ latest: "1.1.0" });
      expect(await store.packages.changeTag({ ...change, version: "1.0.0" })).toEqual({ kind: "changed" });
      expect(await store.packages.changeTag({ ...change, version: "7.0.0" })).toEqual({ kind: "missing" });
      expect(await store.packages.tags("@shop/orders")).toEqual({ latest: "1.0.0" });
      await store.packages.changeTag({ ...change, version: undefined });
      expect(await store.packages.tags("@shop/orders")).toEqual({});
    });
  });
}
