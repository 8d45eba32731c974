import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { SettingName, SubjectSetting, SubjectStore } from "../store/subject-store.ts";
import { findSubject } from "./find-subject.ts";
import { changedConfig, checkRegistrable, checkWritable, type Mode, settingsOf } from "./settings.ts";

type Rows = readonly (readonly [place: string, value: string])[];

/** A store that holds these settings, by `context|subject|name`, and counts how often it is asked. */
function storeOf(rows: Rows) {
  const settings = rows.map(([place, value]): SubjectSetting => {
    const [context = "", subject = "", name] = place.split("|");
    return { context, subject, name: name as SettingName, value };
  });
  let asked = 0;
  const settingsAround: SubjectStore["settingsAround"] = async (context, subject, ...others) => {
    asked++;
    return settings.filter(
      (each) =>
        (each.context === context && [subject, ""].includes(each.subject)) ||
        (others.includes(each.context) && each.subject === ""),
    );
  };
  return { store: { settingsAround } as SubjectStore, asked: () => asked };
}

const level = (compatibilityLevel: string) => JSON.stringify({ compatibilityLevel });

describe("the configuration that counts", () => {
  it.each<[string, Rows, string]>([
    ["BACKWARD where nothing is set", [], "BACKWARD"],
    ["that of all contexts", [[".__GLOBAL||config", level("FULL")]], "FULL"],
    [
      "the context's",
      [
        [".__GLOBAL||config", level("FULL")],
        [".x||config", level("NONE")],
      ],
      "NONE",
    ],
    [
      "the subject's",
      [
        [".x||config", level("NONE")],
        [".x|s|config", level("FORWARD")],
      ],
      "FORWARD",
    ],
    ["not the default context's in another", [[".||config", level("NONE")]], "BACKWARD"],
    ["not another subject's", [[".x|t|config", level("NONE")]], "BACKWARD"],
    ["not the same subject's in another context", [[".|s|config", level("NONE")]], "BACKWARD"],
  ])("is %s", async (_, rows, expected) => {
    const { store, asked } = storeOf(rows);
    const { config, own } = await settingsOf(store, { context: ".x", subject: "s" });
    expect(config.compatibilityLevel).toBe(expected);
    expect(own.config?.compatibilityLevel).toBe(rows.find(([place]) => place === ".x|s|config") && expected);
    expect(asked()).toBe(1);
  });
});

describe("the mode that counts", () => {
  it.each<[Rows, Mode]>([
    [[], "READWRITE"],
    [[[".__GLOBAL||mode", "READONLY"]], "READONLY"],
    [
      [
        [".__GLOBAL||mode", "READONLY"],
        [".x||mode", "IMPORT"],
      ],
      "IMPORT",
    ],
    [
      [
        [".x||mode", "READONLY"],
        [".x|s|mode", "READWRITE"],
      ],
      "READWRITE",
    ],
    [[[".||mode", "READONLY"]], "READWRITE"],
    [
      [
        [".||mode", "READONLY_OVERRIDE"],
        [".x|s|mode", "READWRITE"],
      ],
      "READONLY_OVERRIDE",
    ],
    [
      [
        [".x||mode", "READONLY_OVERRIDE"],
        [".x|s|mode", "READWRITE"],
      ],
      "READWRITE",
    ],
  ])("with %j is %s", async (rows, expected) => {
    const { mode, own } = await settingsOf(storeOf(rows).store, { context: ".x", subject: "s" });
    expect(mode).toBe(expected);
    expect(own.mode).toBe(rows.find(([place]) => place === ".x|s|mode")?.[1]);
  });

  it.each<[Mode, boolean, boolean, boolean]>([
    ["READWRITE", true, true, false],
    ["IMPORT", true, true, true],
    ["READONLY", false, false, false],
    ["READONLY_OVERRIDE", false, false, false],
    ["FORWARD", false, false, false],
  ])("%s lets write: %s, register: %s, register under an id: %s", async (mode, writes, registers, withId) => {
    const name = { context: ".", subject: "s" };
    const settings = await settingsOf(storeOf([[".|s|mode", mode]]).store, name);
    const passes = (act: () => void) => {
      try {
        act();
        return true;
      } catch (error) {
        expect(error).toMatchObject({ code: 42205, message: expect.stringContaining("Subject s is ") });
        return false;
      }
    };
    expect(passes(() => checkWritable(mode, name))).toBe(writes);
    expect(passes(() => checkRegistrable(settings, name, false))).toBe(registers);
    expect(passes(() => checkRegistrable(settings, name, true))).toBe(withId);
  });
});

describe("an alias", () => {
  const config = (alias: unknown) => JSON.stringify({ compatibilityLevel: "NONE", alias });

  it.each<[unknown, { context: string; subject: string }]>([
    ["t", { context: ".x", subject: "t" }],
    [":.y:t", { context: ".y", subject: "t" }],
    ["", { context: ".x", subject: "s" }],
    [7, { context: ".x", subject: "s" }],
  ])("%j leads to %j, with the settings of that", async (alias, expected) => {
    const { store } = storeOf([
      [".x|s|config", config(alias)],
      [".x|t|mode", "READONLY"],
      [".y|t|mode", "READONLY"],
    ]);
    const { name, settings } = await findSubject(store, { context: ".x", subject: "s" });
    expect(name).toEqual(expected);
    expect(settings.mode).toBe(expected.subject === "t" ? "READONLY" : "READWRITE");
  });

  it("is followed once: two that name each other hold nobody up", async () => {
    const { store, asked } = storeOf([
      [".|s|config", config("t")],
      [".|t|config", config("s")],
    ]);
    expect((await findSubject(store, { context: ".", subject: "s" })).name.subject).toBe("t");
    expect(asked()).toBe(2);
  });
});

it("a changed configuration keeps what a change leaves out, whatever the change is", () => {
  const before = { compatibilityLevel: "FULL" as const, alias: "a", normalize: true };
  const change = fc.dictionary(fc.constantFrom("alias", "unknown", "__proto__", "defaultRuleSet"), fc.jsonValue());
  fc.assert(
    fc.property(change, (body) => {
      const after = changedConfig(before, body);
      expect(after).toMatchObject({ compatibilityLevel: "FULL", normalize: true });
      expect(Object.hasOwn(after, "unknown") || Object.hasOwn(after, "__proto__")).toBe(false);
      const isLeft = !Object.hasOwn(body, "alias");
      const isGone = body.alias === null || body.alias === "";
      expect(after.alias).toEqual(isLeft ? "a" : isGone ? undefined : body.alias);
    }),
  );
});
