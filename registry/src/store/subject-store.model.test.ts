import fc from "fast-check";
import { expect, it } from "vitest";
import { openMemoryStore } from "./sqlite/sqlite-store.ts";
import type { SettingName, SubjectSetting, SubjectStore, SubjectVersion } from "./subject-store.ts";

const CONTEXTS = [".", ".x"];
const SUBJECTS = ["a", "b", "__proto__"];
/** Schemas by guid, with the versions of the subject `a` that each refers to. */
const SCHEMAS: Readonly<Record<string, readonly number[]>> = { g1: [], g2: [], g3: [1], g4: [2] };

type Step =
  | { readonly kind: "register"; readonly place: Place; readonly guid: string; readonly isLate: boolean }
  | { readonly kind: "remove"; readonly place: Place; readonly versions: number[]; readonly permanent: boolean }
  | { readonly kind: "set"; readonly place: Place; readonly name: SettingName; readonly value: string | undefined };
interface Place {
  readonly context: string;
  readonly subject: string;
}

const place = fc.record({ context: fc.constantFrom(...CONTEXTS), subject: fc.constantFrom(...SUBJECTS) });
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({
      kind: fc.constant("register" as const),
      ...{ place, guid: fc.constantFrom(...Object.keys(SCHEMAS)), isLate: fc.nat(9).map((draw) => draw === 0) },
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant("remove" as const),
      ...{ place, versions: fc.uniqueArray(fc.integer({ min: 1, max: 4 }), { minLength: 1 }), permanent: fc.boolean() },
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant("set" as const),
      place: fc.oneof(
        place,
        fc.constantFrom(...CONTEXTS).map((context) => ({ context, subject: "" })),
      ),
      name: fc.constantFrom("config" as const, "mode" as const),
      value: fc.option(fc.constantFrom("1", "2"), { nil: undefined }),
    }),
  },
);

/** What a store of subjects is, as simply as it can be said. */
class Model {
  readonly ids = new Map<string, number>();
  readonly highest = new Map<string, number>();
  versions: SubjectVersion[] = [];
  settings: SubjectSetting[] = [];

  of({ context, subject }: Place): SubjectVersion[] {
    const own = this.versions.filter((each) => each.context === context && each.subject === subject);
    return own.sort((one, other) => one.version - other.version);
  }

  register(where: Place, guid: string, seen: { highest: number; live: number }) {
    const key = `${where.context} ${guid}`;
    const own = this.of(where);
    const known = this.ids.get(key);
    const same = own.find((each) => !each.deleted && each.schemaId === known);
    if (same !== undefined) return { kind: "same", version: same };
    const highest = own.at(-1)?.version ?? 0;
    if (seen.highest !== highest || seen.live !== own.filter((each) => !each.deleted).length) return { kind: "stale" };
    const schemaId = known ?? (this.highest.get(where.context) ?? 0) + 1;
    this.ids.set(key, schemaId);
    this.highest.set(where.context, Math.max(schemaId, this.highest.get(where.context) ?? 0));
    const version = { ...where, version: highest + 1, schemaId, deleted: false, isReleased: false };
    const isReplaced = (each: SubjectVersion) => own.includes(each) && each.deleted && each.schemaId === schemaId;
    this.versions = [...this.versions.filter((each) => !isReplaced(each)), version];
    return { kind: "stored", version, isNewSchema: known === undefined };
  }

  remove(where: Place, versions: readonly number[], permanent: boolean) {
    const referenced = versions.find((version) => where.subject === "a" && this.isReferred(where.context, version));
    if (referenced !== undefined) return { kind: "referenced", version: referenced };
    const gone = this.of(where).filter((each) => versions.includes(each.version));
    const kept = this.versions.filter((each) => !gone.includes(each));
    this.versions = permanent ? kept : [...kept, ...gone.map((each) => ({ ...each, deleted: true }))];
    if (this.of(where).every((each) => each.deleted))
      this.settings = this.settings.filter((each) => each.context !== where.context || each.subject !== where.subject);
    return { kind: "deleted" };
  }

  set(where: Place, name: SettingName, value: string | undefined) {
    const isIt = (each: SubjectSetting) =>
      each.context === where.context && each.subject === where.subject && each.name === name;
    this.settings = this.settings.filter((each) => !isIt(each));
    if (value !== undefined) this.settings.push({ ...where, name, value });
  }

  isReferred(context: string, version: number): boolean {
    const referring = Object.keys(SCHEMAS).filter((guid) => SCHEMAS[guid]?.includes(version));
    const ids = referring.map((guid) => this.ids.get(`${context} ${guid}`));
    return this.versions.some((each) => each.context === context && !each.deleted && ids.includes(each.schemaId));
  }
}

async function carryOut(subjects: SubjectStore, model: Model, next: Step): Promise<void> {
  const by = { at: 1, actor: "somebody" };
  if (next.kind === "set") {
    model.set(next.place, next.name, next.value);
    return subjects.changeSetting({ ...next.place, ...by, name: next.name, value: next.value });
  }
  if (next.kind === "remove") {
    const { versions, permanent } = next;
    const outcome = await subjects.remove({ ...next.place, ...by, versions, permanent });
    return expect(outcome).toEqual(model.remove(next.place, versions, permanent));
  }
  const own = await subjects.versions(next.place.context, next.place.subject);
  const live = own.filter((each) => !each.deleted).length;
  const seen = { highest: own.at(-1)?.version ?? 0, live: next.isLate ? live + 1 : live };
  const references = (SCHEMAS[next.guid] ?? []).map((version) => ({ name: `${version}.proto`, subject: "a", version }));
  const schema = { guid: next.guid, text: next.guid, descriptor: Buffer.from(next.guid), references, metadata: "" };
  const outcome = await subjects.register({ ...next.place, ...by, ...schema, seen });
  expect(outcome).toEqual(model.register(next.place, next.guid, seen));
}

async function compare(subjects: SubjectStore, model: Model): Promise<void> {
  for (const context of CONTEXTS) {
    for (const subject of SUBJECTS)
      expect(await subjects.versions(context, subject)).toEqual(model.of({ context, subject }));
    expect(await subjects.highestId(context)).toBe(model.highest.get(context) ?? 0);
    for (const guid of Object.keys(SCHEMAS)) {
      const id = model.ids.get(`${context} ${guid}`);
      const found = (await subjects.schemasByGuid(guid)).find((schema) => schema.context === context);
      expect([found?.id, found?.text]).toEqual([id, id === undefined ? undefined : guid]);
      if (id === undefined) continue;
      const uses = model.versions.filter((each) => each.context === context && each.schemaId === id);
      expect(new Set(await subjects.uses(context, id))).toEqual(new Set(uses));
    }
    for (const subject of SUBJECTS) {
      const around = model.settings.filter((each) => each.context === context && ["", subject].includes(each.subject));
      const found = await subjects.settingsAround(context, subject, context, context);
      expect(new Set(found)).toEqual(new Set(around));
    }
  }
}

it("does what a few lists would do, whatever is registered, deleted and set in whatever order", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 40 }), async (steps) => {
      const store = await openMemoryStore();
      const model = new Model();
      for (const next of steps) await carryOut(store.subjects, model, next);
      await compare(store.subjects, model);
      await store.close();
    }),
    { numRuns: 60 },
  );
});
