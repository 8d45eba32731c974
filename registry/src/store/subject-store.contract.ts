import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Store } from "./store.ts";
import type { NewSubjectVersion, SubjectStore } from "./subject-store.ts";

const bytes = (text: string) => new TextEncoder().encode(text);

function version(over: Partial<NewSubjectVersion> = {}): NewSubjectVersion {
  return {
    ...{ context: ".", subject: "orders-value", guid: "g1", text: "text 1", descriptor: bytes("descriptor 1") },
    ...{ references: [], metadata: "", seen: { highest: 0, live: 0 }, at: 1_700_000_000_123, actor: "somebody" },
    ...over,
  };
}

const place = { context: ".", subject: "orders-value", at: 1, actor: "somebody" };

/** What every implementation of SubjectStore must do. */
export function subjectStoreContract(name: string, open: () => Promise<Store>): void {
  describe(`${name} as a store of subjects`, () => {
    let store: Store;
    let subjects: SubjectStore;
    beforeEach(async () => {
      store = await open();
      subjects = store.subjects;
    });
    afterEach(() => store.close());

    it("stores a schema and gives it back as it was", async () => {
      const references = [{ name: "a.proto", subject: "a", version: 1 }];
      expect(await subjects.register(version({ references, metadata: '{"tags":{}}' }))).toMatchObject({
        kind: "stored",
        version: { version: 1, schemaId: 1, deleted: false, isReleased: false },
      });
      const schema = await subjects.schema(".", 1);
      expect(schema).toMatchObject({ id: 1, guid: "g1", text: "text 1", references, metadata: '{"tags":{}}' });
      expect(Buffer.from(schema?.descriptor ?? []).toString()).toBe("descriptor 1");
      expect(await subjects.schemasByGuid("g1")).toHaveLength(1);
      expect(await subjects.referencedBy(".", "a", 1)).toEqual([1]);
      expect(await subjects.highestId(".")).toBe(1);
      expect(await subjects.schema(".x", 1)).toBeUndefined();
    });

    it("gives the same schema one id per context, and the same live version back", async () => {
      await subjects.register(version());
      expect(await subjects.register(version())).toMatchObject({ kind: "same", version: { version: 1 } });
      expect(await subjects.register(version({ subject: "other" }))).toMatchObject({ version: { schemaId: 1 } });
      await subjects.register(version({ subject: "new", guid: "g2" }));
      expect(await subjects.register(version({ context: ".x", guid: "g2" }))).toMatchObject({
        version: { schemaId: 1 },
      });
      expect((await subjects.uses(".", 1)).map((use) => use.subject)).toEqual(["orders-value", "other"]);
      expect(await subjects.contexts()).toEqual([".", ".x"]);
    });

    it("refuses a decision that was taken before another version came", async () => {
      await subjects.register(version());
      expect(await subjects.register(version({ guid: "g2" }))).toEqual({ kind: "stale" });
      const fresh = version({ guid: "g2", seen: { highest: 1, live: 1 } });
      expect(await subjects.register(fresh)).toMatchObject({ kind: "stored", version: { version: 2 } });
    });

    it("takes given ids, never two schemas under one, and goes on after the highest", async () => {
      expect(await subjects.register(version({ id: 7, version: 3 }))).toMatchObject({
        version: { schemaId: 7, version: 3 },
      });
      const seen = { highest: 3, live: 1 };
      expect(await subjects.register(version({ id: 7, version: 4, guid: "g2", seen }))).toEqual({
        ...{ kind: "mismatch", what: "id" },
      });
      expect(await subjects.register(version({ id: 8, version: 3, guid: "g2", seen }))).toEqual({
        ...{ kind: "mismatch", what: "version" },
      });
      expect(await subjects.register(version({ subject: "b", guid: "g3" }))).toMatchObject({
        version: { schemaId: 8 },
      });
    });

    it("deletes softly, then for good, but nothing that is referred to", async () => {
      await subjects.register(version());
      const references = [{ name: "x", subject: "orders-value", version: 1 }];
      await subjects.register(version({ subject: "user", guid: "g2", references }));
      const removal = { ...place, versions: [1], permanent: false };
      expect(await subjects.remove(removal)).toEqual({ kind: "referenced", version: 1 });
      await subjects.remove({ ...removal, subject: "user" });
      expect(await subjects.remove(removal)).toEqual({ kind: "deleted" });
      expect(await subjects.versions(".", "orders-value")).toMatchObject([{ version: 1, deleted: true }]);
      expect(await subjects.subjects(".")).toEqual([
        { context: ".", subject: "orders-value", live: false },
        { context: ".", subject: "user", live: false },
      ]);
      await subjects.changeSetting({ ...place, name: "mode", value: "IMPORT" });
      await subjects.remove({ ...removal, permanent: true });
      expect(await subjects.versions(".", "orders-value")).toEqual([]);
      expect(await subjects.settingsAround(".", "orders-value", ".a", ".b")).toEqual([]);
      expect(await subjects.schema(".", 1)).toBeDefined();
    });

    it("keeps settings until they are removed, and an audit of everything", async () => {
      await subjects.changeSetting({ ...place, name: "config", value: "1" });
      await subjects.changeSetting({ ...place, name: "config", value: "2" });
      const stored = { context: ".", subject: "orders-value", name: "config", value: "2" };
      expect(await subjects.settingsAround(".", "orders-value", ".a", ".b")).toEqual([stored]);
      await subjects.changeSetting({ ...place, name: "config", value: undefined });
      expect(await subjects.settingsAround(".", "orders-value", ".a", ".b")).toEqual([]);
      await subjects.register(version());
      expect((await store.auditAfter(0, 10)).map((entry) => entry.action)).toEqual([
        ...["subject.config", "subject.config", "subject.config", "subject.register"],
      ]);
    });

    it("gives the settings of a subject, of its context and of two others, and no more", async () => {
      const places = [".", ".a", ".b", ".c"].flatMap((context) =>
        ["", "s", "t"].map((subject) => ({ context, subject })),
      );
      for (const where of places)
        for (const name of ["config", "mode"] as const)
          await subjects.changeSetting({
            ...place,
            ...where,
            name,
            value: `${where.context} ${where.subject} ${name}`,
          });
      const found = async (...around: [string, string, string, string]) =>
        (await subjects.settingsAround(...around)).map((each) => each.value).sort();
      const both = (...keys: string[]) => keys.flatMap((key) => [`${key} config`, `${key} mode`]).sort();
      expect(await found(".a", "s", ".b", ".")).toEqual(both(".a ", ".a s", ".b ", ". "));
      expect(await found(".", "", ".b", ".")).toEqual(both(". ", ".b "));
      expect(await found(".x", "s", ".y", ".z")).toEqual([]);
    });

    it("keeps what a text was compiled to, the first word for good, whichever write brought it", async () => {
      const kept = { source: "sha256:1", text: "canonical ü", descriptor: bytes("compiled") };
      const who = { at: 1, actor: "somebody" };
      expect(await subjects.reading(kept.source)).toBeUndefined();
      await subjects.keepReading({ ...kept, ...who });
      await subjects.keepReading({ ...kept, ...who, text: "another" });
      const found = await subjects.reading(kept.source);
      expect({ ...found, descriptor: Buffer.from(found?.descriptor ?? []).toString() }).toEqual({
        ...{ source: kept.source, text: "canonical ü", descriptor: "compiled" },
      });
      await subjects.register(version({ source: "sha256:2" }));
      expect(await subjects.reading("sha256:2")).toMatchObject({ text: "text 1" });
      await subjects.register(version({ subject: "other" }));
      expect(await subjects.register(version({ guid: "g2", text: "text 2", source: "sha256:3" }))).toEqual({
        kind: "stale",
      });
      expect(await subjects.reading("sha256:3")).toBeUndefined();
    });

    it("gives racing registrations of one schema one id", async () => {
      const outcomes = await Promise.all(
        Array.from({ length: 8 }, (_, at) => subjects.register(version({ subject: `s${at % 2}` }))),
      );
      expect(new Set(outcomes.map((outcome) => "version" in outcome && outcome.version.schemaId))).toEqual(
        new Set([1]),
      );
    });
  });
}
