import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { CommitStore, LabelChange, NewCommit } from "./commit-store.ts";
import type { Store } from "./store.ts";

const bytes = (text: string) => new TextEncoder().encode(text);
const id = (number: number) => String(number).padStart(32, "0");

function commit(number: number, over: Partial<NewCommit> = {}): NewCommit {
  return {
    ...{ id: id(number), module: "shop/orders", digest: `d${number}`, sourceControlUrl: "https://host/commit" },
    files: [
      { path: "b.proto", content: bytes(`file ${number}`) },
      { path: "a.proto", content: new Uint8Array([0, 255]) },
    ],
    ...{ dependencies: ["x"], labels: ["main"], seen: number > 1 ? id(number - 1) : "", at: number, actor: "somebody" },
    ...over,
  };
}

/** What every implementation of CommitStore must do. */
export function commitStoreContract(name: string, open: () => Promise<Store>): void {
  describe(`${name} as a store of commits`, () => {
    let store: Store;
    let commits: CommitStore;
    beforeEach(async () => {
      store = await open();
      commits = store.commits;
      await commits.createModule({ name: "shop/orders", createdAt: 5, actor: "somebody" });
    });
    afterEach(() => store.close());

    const change = (over: Pick<LabelChange, "change"> & Partial<LabelChange>) =>
      commits.changeLabel({ module: "shop/orders", name: "main", at: 50, actor: "somebody", ...over });
    const main = async () => (await commits.labels("shop/orders")).find((each) => each.name === "main");

    it("makes a module once", async () => {
      expect(await commits.createModule({ name: "shop/orders", createdAt: 6, actor: "else" })).toEqual({
        kind: "same",
      });
      expect(await commits.createModule({ name: "__proto__", createdAt: 7, actor: "else" })).toEqual({
        kind: "created",
      });
      expect(await commits.module("shop/orders")).toEqual({ name: "shop/orders", createdAt: 5 });
      expect(await commits.module("shop/none")).toBeUndefined();
      expect((await commits.modules()).map((each) => each.name)).toEqual(["__proto__", "shop/orders"]);
    });

    it("gives a commit back as it was, its files by path", async () => {
      const outcome = await commits.append([commit(1)]);
      const record = {
        ...{ id: id(1), module: "shop/orders", digest: "d1", dependencies: ["x"], position: 1, createdAt: 1 },
        sourceControlUrl: "https://host/commit",
      };
      expect(outcome).toEqual({ kind: "stored", commits: [record] });
      expect(await commits.commit(id(1))).toEqual(record);
      expect(await commits.commit(id(2))).toBeUndefined();
      const files = await commits.files(id(1));
      expect(files.map(({ path, content }) => [path, [...content]])).toEqual([
        ["a.proto", [0, 255]],
        ["b.proto", [...bytes("file 1")]],
      ]);
    });

    it("stores the same content once and moves labels to it", async () => {
      await commits.append([commit(1)]);
      await commits.append([commit(2)]);
      const again = await commits.append([commit(3, { digest: "d1", seen: id(2), labels: ["main", "next"] })]);
      expect(again).toMatchObject({ kind: "same", commits: [{ id: id(1) }] });
      expect((await commits.commits("shop/orders")).map((each) => each.id)).toEqual([id(2), id(1)]);
      const labels = await commits.labels("shop/orders");
      expect(labels.map((each) => [each.name, each.commitId])).toEqual([
        ["main", id(1)],
        ["next", id(1)],
      ]);
      const label = await main();
      expect(await commits.labelHistory(label?.id ?? "")).toEqual([id(1), id(2), id(1)]);
      expect(label).toMatchObject({ createdAt: 1, updatedAt: 3, archivedAt: 0 });
      expect(await commits.label(label?.id ?? "")).toEqual(label);
    });

    it("refuses a commit that was checked before the label moved, and one without a module", async () => {
      await commits.append([commit(1)]);
      expect(await commits.append([commit(2, { seen: "" })])).toEqual({ kind: "stale" });
      expect(await commits.append([commit(2, { module: "shop/none", seen: "" })])).toEqual({ kind: "stale" });
      expect(await commits.commits("shop/orders")).toHaveLength(1);
      expect(await commits.append([commit(2)])).toMatchObject({ kind: "stored", commits: [{ position: 2 }] });
    });

    it("stores commits of several modules together, or none of them", async () => {
      await commits.createModule({ name: "shop/other", createdAt: 5, actor: "somebody" });
      const other = (over: Partial<NewCommit> = {}) => commit(2, { module: "shop/other", seen: "", ...over });
      expect(await commits.append([commit(1), other({ seen: id(7) })])).toEqual({ kind: "stale" });
      expect(await commits.append([commit(1), other({ module: "shop/none" })])).toEqual({ kind: "stale" });
      expect(await commits.commits("shop/orders")).toEqual([]);
      expect(await commits.append([commit(1), other()])).toMatchObject({
        kind: "stored",
        commits: [
          { id: id(1), position: 1 },
          { id: id(2), module: "shop/other", position: 2 },
        ],
      });
      const more = await commits.append([commit(3, { digest: "d1", seen: id(1) }), commit(4, { seen: id(1) })]);
      expect(more).toMatchObject({ kind: "stored", commits: [{ id: id(1) }, { id: id(4) }] });
      expect(await commits.append([])).toEqual({ kind: "same", commits: [] });
    });

    it("lets one of racing commits move the label", async () => {
      const racing = Array.from({ length: 6 }, (_, at) => commits.append([commit(at + 1, { seen: "" })]));
      const kinds = (await Promise.all(racing)).map((outcome) => outcome.kind);
      expect(kinds.toSorted()).toEqual(["stale", "stale", "stale", "stale", "stale", "stored"]);
      expect(await commits.commits("shop/orders")).toHaveLength(1);
    });

    it("points labels to commits of their own module only", async () => {
      await commits.append([commit(1)]);
      await commits.append([commit(2)]);
      await commits.createModule({ name: "shop/other", createdAt: 5, actor: "somebody" });
      const point = (commitId: string) => ({ change: { kind: "point" as const, commitId } });
      expect(await change(point(id(1)))).toEqual({ kind: "changed" });
      expect((await main())?.commitId).toBe(id(1));
      expect(await change(point(id(9)))).toEqual({ kind: "missing" });
      expect(await change({ module: "shop/other", ...point(id(1)) })).toEqual({ kind: "missing" });
      expect(await change({ module: "shop/none", ...point(id(1)) })).toEqual({ kind: "missing" });
      expect(await change({ name: "constructor", ...point(id(2)) })).toEqual({ kind: "changed" });
      expect(await commits.labels("shop/other")).toEqual([]);
    });

    it("archives labels and takes them into use again", async () => {
      await commits.append([commit(1)]);
      expect(await change({ change: { kind: "archive" } })).toEqual({ kind: "changed" });
      expect(await main()).toMatchObject({ archivedAt: 50, commitId: id(1) });
      expect(await change({ change: { kind: "unarchive" }, at: 51 })).toEqual({ kind: "changed" });
      expect(await main()).toMatchObject({ archivedAt: 0, updatedAt: 51 });
      expect(await change({ name: "none", change: { kind: "archive" } })).toEqual({ kind: "missing" });
    });
  });
}
