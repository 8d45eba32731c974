import fc from "fast-check";
import type { Store, StoredEvent } from "../store/store.ts";

/** Does one write to a store; what it answers does not matter. */
export type Act = (store: Store, at: number) => Promise<unknown>;

const bytes = fc.uint8Array({ maxLength: 40 });
/** Few names, so that writes meet; some of them are hostile, none has the sign that PostgreSQL cannot store. */
const name = fc.constantFrom(
  "shop/orders",
  "a",
  "__proto__",
  "'; drop table release; --",
  "\u{1F4E6} ünï",
  "constructor",
);
const version = fc.constantFrom("1.0.0", "1.1.0", "2.0.0-rc.1");
const text = fc.string({ unit: "grapheme", maxLength: 20 }).map((all) => all.replaceAll("\0", ""));
const actor = fc.constantFrom("somebody", "ci");
const file = fc.record({ path: fc.constantFrom("a.proto", "b/c.ts", "d"), content: bytes });
const files = fc.uniqueArray(file, { selector: (each) => each.path, maxLength: 3 });
const flag = fc.boolean();

function event(eventName: string): StoredEvent {
  const document = { lineage: eventName, documentation: "ü", owner: "", topic: "t", key: "", fields: [] };
  return { name: eventName, schemaDigest: `sha256:${eventName}`, document };
}

const release: fc.Arbitrary<Act> = fc
  .record({ module: name, version, files, digest: fc.constantFrom("sha256:1", "sha256:2"), actor, commit: text })
  .map((given) => async (store, at) => {
    const known = await store.versionsOf(given.module);
    const schemas = given.files.map(({ path, content }) => ({
      path,
      bytes: content,
      isImport: content.length % 2 === 0,
    }));
    return store.appendRelease({
      ...{ ...given, schemas, at, packageName: "@a/b", generatorVersion: "1", bump: "minor" },
      ...{ previousId: known.at(-1)?.id ?? 0, knownReleases: known.length, events: [event(`e.${given.module}`)] },
    });
  });

const subjectVersion: fc.Arbitrary<Act> = fc
  .record({
    ...{ subject: name, context: fc.constantFrom(".", ".x"), guid: text, text, descriptor: bytes, actor },
    source: fc.option(name, { nil: undefined }),
  })
  .chain((given) => fc.record({ given: fc.constant(given), id: fc.option(fc.integer({ min: 1, max: 9 })) }))
  .map(({ given, id }) => async (store, at) => {
    const versions = await store.subjects.versions(given.context, given.subject);
    const seen = { highest: versions.at(-1)?.version ?? 0, live: versions.filter((each) => !each.deleted).length };
    const references = seen.highest === 0 ? [] : [{ name: "x.proto", subject: given.subject, version: 1 }];
    const metadata = given.guid === "" ? "" : '{"tags":{}}';
    return store.subjects.register({ ...given, ...(id !== null && { id }), references, metadata, seen, at });
  });

const deletion: fc.Arbitrary<Act> = fc
  .record({ subject: name, permanent: flag, actor })
  .map((given) => (store, at) => store.subjects.remove({ ...given, context: ".", versions: [1], at }));

const setting: fc.Arbitrary<Act> = fc
  .record({ subject: name, name: fc.constantFrom("config" as const, "mode" as const), value: text, set: flag, actor })
  .map(({ set, value, ...given }) => (store, at) => {
    return store.subjects.changeSetting({ ...given, context: ".", value: set ? value : undefined, at });
  });

const reading: fc.Arbitrary<Act> = fc
  .record({ source: name, text, descriptor: bytes, actor })
  .map((given) => (store, at) => store.subjects.keepReading({ ...given, at }));

const npmVersion: fc.Arbitrary<Act> = fc
  .record({ package: name, version, manifest: fc.json(), tarball: bytes, tags: fc.constantFrom([], ["latest"]), actor })
  .map((given) => (store, at) => {
    const manifest = given.manifest.replaceAll("\\u0000", "");
    return store.packages.publish({ ...given, manifest, integrity: "sha512-x", shasum: "y", at });
  });

const commit: fc.Arbitrary<Act> = fc
  .record({ module: name, digest: fc.constantFrom("d1", "d2", "d3"), files, actor })
  .map((given) => async (store, at) => {
    await store.commits.createModule({ name: given.module, createdAt: at, actor: given.actor });
    const labels = await store.commits.labels(given.module);
    const seen = labels.find((each) => each.name === "main")?.commitId ?? "";
    const id = `${at}`.padStart(32, "0");
    await store.commits.append([
      { ...given, id, at, seen, dependencies: ["x"], sourceControlUrl: "", labels: ["main"] },
    ]);
    const change = { kind: at % 2 ? ("archive" as const) : ("unarchive" as const) };
    return store.commits.changeLabel({ module: given.module, name: "main", change, at, actor: given.actor });
  });

const token: fc.Arbitrary<Act> = fc.record({ name, revoke: flag, actor }).map((given) => async (store, at) => {
  const id = `${at}`.padStart(16, "0");
  await store.tokens.create({ ...given, id, hash: "h", scopes: ["read"], createdAt: at, revokedAt: 0 });
  if (given.revoke) await store.tokens.revoke({ id, at, actor: given.actor });
});

const sample: fc.Arbitrary<Act> = fc
  .record({ event: name, name, schemaDigest: fc.constant("sha256:1"), data: bytes })
  .map((given) => (store, at) => store.samples.add({ samples: [given], at, actor: "ci" }));

const usage: fc.Arbitrary<Act> = fc
  .record({ service: name, environment: fc.constantFrom("prod", "test"), emits: fc.constantFrom([], ["a.B"]), actor })
  .map((given) => (store, at) => {
    return store.usage.report({ ...given, version: "1", commit: "c", modules: [], consumes: [], at });
  });

/** Any writes, in order. */
export const arbitraryWrites: fc.Arbitrary<Act[]> = fc.array(
  fc.oneof(release, subjectVersion, deletion, setting, reading, npmVersion, commit, token, sample, usage),
  { maxLength: 25 },
);

/** Does all writes, one after the other; the clock begins at 1 and goes on by one. */
export async function doAll(store: Store, acts: readonly Act[], start = 1): Promise<void> {
  for (const [index, act] of acts.entries()) await act(store, start + index);
}
