import { describe, expect, it } from "vitest";
import type { Writes } from "./sql/apply-write.ts";
import type { Store } from "./store.ts";

const who = { at: 1_700_000_000_123, actor: "somebody" };
const subject = { ...who, context: ".", subject: "s" };
const id = "0".repeat(32);

/** Every kind of write, in an order in which each finds what it needs, with the action and the target of its entry. */
const writes: { [Kind in keyof Writes]: readonly [string, string, (store: Store) => Promise<unknown>] } = {
  release: [
    "release.publish",
    "shop/orders@1.0.0",
    ({ appendRelease }) =>
      appendRelease({
        ...{ ...who, module: "shop/orders", version: "1.0.0", digest: "d", commit: "", packageName: "", bump: "" },
        ...{ generatorVersion: "", previousId: 0, knownReleases: 0, schemas: [], files: [], events: [] },
      }),
  ],
  version: [
    "subject.register",
    ":.:s@1",
    ({ subjects }) =>
      subjects.register({
        ...{ ...subject, guid: "g", text: "t", descriptor: new Uint8Array(), references: [], metadata: "" },
        seen: { highest: 0, live: 0 },
      }),
  ],
  deletion: [
    "subject.delete",
    ":.:s",
    ({ subjects }) => subjects.remove({ ...subject, versions: [1], permanent: false }),
  ],
  setting: [
    "subject.config",
    ":.:s",
    ({ subjects }) => subjects.changeSetting({ ...subject, name: "config", value: "{}" }),
  ],
  reading: [
    "schema.reading",
    "sha256:1",
    ({ subjects }) => subjects.keepReading({ ...who, source: "sha256:1", text: "t", descriptor: new Uint8Array() }),
  ],
  package: [
    "npm.publish",
    "@shop/orders@1.0.0",
    ({ packages }) =>
      packages.publish({
        ...{ ...who, package: "@shop/orders", version: "1.0.0", manifest: "{}", tarball: new Uint8Array([1]) },
        ...{ integrity: "i", shasum: "s", tags: [] },
      }),
  ],
  tag: [
    "npm.tag",
    "@shop/orders",
    ({ packages }) => packages.changeTag({ ...who, package: "@shop/orders", tag: "next", version: "1.0.0" }),
  ],
  module: [
    "module.create",
    "shop/new",
    ({ commits }) => commits.createModule({ name: "shop/new", createdAt: who.at, actor: who.actor }),
  ],
  commits: [
    "commit.push",
    "shop/new",
    ({ commits }) =>
      commits.append([
        {
          ...{ ...who, id, module: "shop/new", digest: "d", files: [], dependencies: [], sourceControlUrl: "" },
          ...{ labels: ["main"], seen: "" },
        },
      ]),
  ],
  label: [
    "label.archive",
    "shop/new:main",
    ({ commits }) => commits.changeLabel({ ...who, module: "shop/new", name: "main", change: { kind: "archive" } }),
  ],
  token: [
    "token.create",
    id,
    ({ tokens }) =>
      tokens.create({ id, name: "ci", hash: "h", scopes: [], createdAt: who.at, revokedAt: 0, actor: who.actor }),
  ],
  revocation: ["token.revoke", id, ({ tokens }) => tokens.revoke({ ...who, id })],
  samples: [
    "sample.add",
    "a.B",
    ({ samples }) =>
      samples.add({ ...who, samples: [{ event: "a.B", name: "n", schemaDigest: "d", data: new Uint8Array() }] }),
  ],
  usage: [
    "usage.report",
    "shipping@prod",
    ({ usage }) =>
      usage.report({
        ...{ ...who, service: "shipping", environment: "prod", version: "", commit: "", modules: [] },
        ...{ emits: ["a.B"], consumes: [] },
      }),
  ],
};

/** Every implementation of Store says in its audit log who did what, when. */
export function auditContract(name: string, open: () => Promise<Store>): void {
  describe(`${name} as an audit log`, () => {
    it("has an entry for every kind of write, in order, without the secrets", async () => {
      const store = await open();
      for (const [, , write] of Object.values(writes)) await write(store);
      const entries = await store.auditAfter(0, 100);
      expect(entries.map(({ id: _, detail: __, ...entry }) => entry)).toEqual(
        Object.values(writes).map(([action, target]) => ({ ...who, action, target })),
      );
      expect(entries.map((entry) => entry.id)).toEqual(entries.map((_, at) => at + 1));
      for (const { detail } of entries) expect(JSON.parse(detail)).toBeTypeOf("object");
      expect(await store.auditAfter(entries.length - 1, 100)).toEqual(entries.slice(-1));
      await store.close();
    });
  });
}
