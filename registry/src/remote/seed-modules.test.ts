import { afterEach, beforeEach, expect, it } from "vitest";
import { openMemoryStore } from "../store/sqlite/sqlite-store.ts";
import type { Store } from "../store/store.ts";
import { push } from "./push.ts";
import { seedModules } from "./seed-modules.ts";

let store: Store;
let now = 0;
beforeEach(async () => {
  store = await openMemoryStore();
});
afterEach(() => store.close());

const seed = () => seedModules({ store: store.commits, now: () => ++now });
const labels = async (module: string) =>
  (await store.commits.labels(module)).map(({ name, commitId }) => [name, commitId]);

it("stores the annotations' modules once, however often a registry starts", async () => {
  await seed();
  const before = await labels("bufbuild/protovalidate");
  expect(before.map(([name]) => name)).toEqual(["main", expect.stringMatching(/^v\d+\.\d+\.\d+$/)]);
  const [commit] = await store.commits.commits("postel/proto");
  const paths = (await store.commits.files(commit?.id ?? "")).map((file) => file.path);
  expect(paths.sort()).toEqual(["postel/v1/envelope.proto", "postel/v1/event.proto"]);
  const audited = (await store.auditAfter(0, 100)).length;
  await Promise.all([seed(), seed()]);
  expect(await labels("bufbuild/protovalidate")).toEqual(before);
  expect(await store.commits.commits("postel/proto")).toHaveLength(1);
  expect(await store.auditAfter(0, 100)).toHaveLength(audited);
});

it("stores them once when two instances start at the same time", async () => {
  await Promise.all([seed(), seed()]);
  expect(await store.commits.commits("postel/proto")).toHaveLength(1);
  expect(await store.commits.commits("bufbuild/protovalidate")).toHaveLength(1);
});

it("leaves what somebody pushed later where it is", async () => {
  await seed();
  const content = new TextEncoder().encode('syntax = "proto3"; package extra.v1; message Extra {}');
  const [seeded] = await store.commits.commits("postel/proto");
  const files = [...(await store.commits.files(seeded?.id ?? "")), { path: "extra/v1/extra.proto", content }];
  const modules = [{ module: "postel/proto", files, labels: [], sourceControlUrl: "" }];
  const [pushed] = await push(
    { store: store.commits, now: () => ++now },
    { modules, dependencies: [], actor: "admin" },
  );
  await seed();
  expect(await labels("postel/proto")).toEqual([["main", pushed?.id]]);
});
