import { create, toBinary } from "@bufbuild/protobuf";
import { readModel, releaseDigest } from "@postel/model";
import { type DescriptorSet, registryOf } from "@postel/proto";
import { afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { openMemoryStore } from "../store/sqlite/sqlite-store.ts";
import type { Store } from "../store/store.ts";
import { compileText, uploadOf } from "../testing-support/compile-text.ts";
import { judgeWithCompat } from "./judge-with-compat.ts";
import { releaseLoader } from "./load-release.ts";
import { type PublishDeps, type PublishRequest, publish } from "./publish.ts";

const message = (major: number, field: string) => `syntax = "proto3"; package shop.v${major};
  import "postel/v1/event.proto";
  message Moved { option (postel.v1.event) = { topic: "moves" key: "sku" owner: "stock" kind: EVENT_KIND_DOMAIN }; ${field} }`;

let one: DescriptorSet;
let two: DescriptorSet;
beforeAll(async () => {
  const first = { "shop/v1/moved.proto": message(1, "string sku = 1;") };
  one = await compileText(first);
  two = await compileText({ ...first, "shop/v2/moved.proto": message(2, "string sku = 1; optional string hall = 2;") });
});

let store: Store;
beforeEach(async () => {
  store = await openMemoryStore();
});
afterEach(() => store.close());

const request = (set: DescriptorSet, over: Partial<PublishRequest> = {}): PublishRequest => ({
  ...{ module: "shop/stock", version: "1.0.0", files: [], commit: "", packageName: "@shop/stock" },
  ...{ generatorVersion: "0.1.0", actor: "somebody", ...uploadOf(set), ...over },
});

const deps = (over: Partial<Store> = {}): PublishDeps => {
  const used = { ...store, ...over };
  return { store: used, load: releaseLoader(used), judge: judgeWithCompat, now: () => 1 };
};

function sampleOf(name: string) {
  const schema = registryOf(one).getMessage("shop.v1.Moved");
  if (schema === undefined) throw new Error("no event");
  const schemaDigest = readModel(one).events[0]?.schemaDigest ?? "";
  const data = toBinary(schema, create(schema, { sku: name } as Record<string, unknown>));
  return { event: "shop.v1.Moved", name, schemaDigest, data };
}

const attestationOf = (names: readonly string[]) => ({
  releaseDigest: releaseDigest({ set: two, files: [], generatorVersion: "0.1.0" }),
  results: names.map((sample) => {
    const { event, schemaDigest } = sampleOf(sample);
    return { event, sample, schemaDigest, target: "shop.v2.Moved", isOk: true, detail: "" };
  }),
});

const addSample = (name: string) => store.samples.add({ samples: [sampleOf(name)], at: 1, actor: "ci" });
const publishTwo = (attested: readonly string[], over: Partial<Store> = {}) =>
  publish(deps(over), request(two, { version: "2.0.0", attestation: attestationOf(attested) }));

describe("publishing a new major", () => {
  beforeEach(async () => {
    expect(await publish(deps(), request(one))).toMatchObject({ kind: "stored" });
    await addSample("known");
  });

  it("takes an attestation that names every stored sample", async () => {
    expect(await publishTwo(["known"])).toMatchObject({ kind: "stored" });
    expect(await publishTwo(["known"])).toMatchObject({ kind: "same" });
  });

  it("asks for those that it does not name", async () => {
    expect(await publishTwo([])).toMatchObject({ kind: "unreadable", findings: [{ rule: "EVENT_SAMPLE" }] });
  });

  it("lets no sample slip in between the decision and the append", async () => {
    let isLate = true;
    const appendRelease: Store["appendRelease"] = async (release) => {
      if (isLate) await addSample("late");
      isLate = false;
      return store.appendRelease(release);
    };
    expect(await publishTwo(["known"], { appendRelease })).toMatchObject({
      kind: "unreadable",
      findings: [{ message: expect.stringContaining("sample late of shop.v1.Moved") }],
    });
    expect(await store.versionsOf("shop/stock")).toHaveLength(1);
    expect(await publishTwo(["known", "late"], { appendRelease })).toMatchObject({ kind: "stored" });
  });

  it("gives up, and says so, when samples never cease to come", async () => {
    let count = 0;
    const appendRelease: Store["appendRelease"] = async (release) => {
      await addSample(`late${count++}`);
      return store.appendRelease(release);
    };
    const all = ["known", ...Array.from({ length: 20 }, (_, at) => `late${at}`)];
    await expect(publishTwo(all, { appendRelease })).rejects.toMatchObject({ code: "BUSY" });
  });
});

describe("what a request says of itself", () => {
  it.each<[string, Partial<PublishRequest>, string]>([
    ["a module without an owner", { module: "stock" }, "INVALID_MODULE_NAME"],
    ["a range", { version: "^1.0.0" }, "INVALID_VERSION"],
    ["control characters", { commit: "a\u0000b" }, "INVALID_TEXT"],
    ["a path that leaves its folder", { files: [{ path: "../x", content: new Uint8Array() }] }, "INVALID_PATH"],
    [
      "a file given twice",
      { files: Array.from({ length: 2 }, () => ({ path: "x", content: new Uint8Array() })) },
      "INVALID_PATH",
    ],
    ["no descriptor set", { descriptorSet: new Uint8Array([255]) }, "INVALID_DESCRIPTOR_SET"],
    ["a target that is not there", { targets: ["y.proto"] }, "INVALID_DESCRIPTOR_SET"],
  ])("is refused with %s", async (_, over, code) => {
    await expect(publish(deps(), request(one, over))).rejects.toMatchObject({ code });
    expect(await store.moduleNames("", 10)).toEqual([]);
  });

  it("is refused when the version does not move as far as the change", async () => {
    await publish(deps(), request(one));
    const less = await compileText({ "shop/v1/moved.proto": message(1, "") });
    expect(await publish(deps(), request(less, { version: "1.0.1" }))).toMatchObject({
      ...{ kind: "refused", previousVersion: "1.0.0" },
    });
    expect(await publish(deps(), request(less))).toMatchObject({ kind: "taken" });
  });
});
