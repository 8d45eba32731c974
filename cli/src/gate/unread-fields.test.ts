import { describe, expect, it } from "vitest";
import { eventProto, gateOf } from "../testing-support/gate-of.ts";

const V1 = "shop/v1/e.proto";
const V2 = "shop/v2/e.proto";
const UPCAST = "shop/v2/e.upcast.ts";

const event = (fields: string, option = "") => `message E { option (postel.v1.event) = {${option}}; ${fields} }`;
const OLD = "string id = 1; string note = 2; repeated Part parts = 3; map<string, Part> byName = 4; Part one = 5;";
const NEW = "string id = 1; string made = 2; repeated Part parts = 3; map<string, Part> byName = 4; Part one = 5;";
const v1 = eventProto("shop.v1", `${event(OLD)} message Part { string sku = 1; int32 weight_g = 2; }`);
const v2 = (option = "", part = "string sku = 1; string mass = 3;") =>
  eventProto("shop.v2", `${event(NEW, option)} message Part { ${part} }`);

async function losses(functions: string, after = v2(), more: Readonly<Record<string, string>> = {}) {
  const { findings } = await gateOf({ [V1]: v1 }, { [V1]: v1, [V2]: after, [UPCAST]: functions, ...more });
  return findings.flatMap(({ rule, message, path, line }) =>
    rule === "EVENT_UPCAST_CHANGED" ? [] : [`${path}:${line}: ${rule}: ${message}`],
  );
}

const lost = (path: string) =>
  `${V2}:1: EVENT_UPCAST_LOSSY: Field "${path}" of shop.v1.E is lost when it is read as shop.v2.E: none of the functions reads it.`;
const both = (made: string, mass: string) => `
  import type { EFromV1, PartFromV1 } from "./e_upcast.js";
  export const eFromV1: EFromV1 = { made(old) { ${made} } };
  export const partFromV1: PartFromV1 = { mass(old) { ${mass} } };`;

describe("fields that functions could read", { timeout: 120_000 }, () => {
  it("are lost when none does", async () => {
    expect(await losses(both("return old.id;", "return old.sku;"))).toEqual(
      ["note", "parts.weight_g", "byName.weight_g", "one.weight_g"].map(lost),
    );
  });

  it.each([
    ["by name", "return old.note;", "return String(old.weightG);"],
    [
      "only in some events",
      "return old.id === '' ? old.note : '';",
      "return old.sku === 'x' ? String(old.weightG) : '';",
    ],
    ["without naming them", "return JSON.stringify(old);", "return Object.values(old).join();"],
  ])("are not when one reads them %s", async (_, made, mass) => {
    expect(await losses(both(made, mass))).toEqual([]);
  });

  it("may be dropped knowingly", async () => {
    const drops = 'drops: ["note", "parts.weight_g", "byName.weight_g", "one.weight_g"]';
    expect(await losses(both("return old.id;", "return old.sku;"), v2(drops))).toEqual([]);
  });

  it("are told of field by field: the weight of some parts may be read where that of others is not", async () => {
    const made = "return old.parts.map((part) => Object.values(part).join()).join();";
    expect(await losses(both(made, "return old.sku;"))).toEqual(["note", "byName.weight_g", "one.weight_g"].map(lost));
  });

  it("are not told of where no sample has them", async () => {
    const examples = { "shop/v1/e.examples.json": '{"E": {"bare": {"id": "a"}}}' };
    expect(await losses(both("return old.id;", "return old.sku;"), v2(), examples)).toEqual([]);
  });
});
