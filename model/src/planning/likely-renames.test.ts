import type { DescMessage } from "@bufbuild/protobuf";
import { registryOf } from "@postel/proto";
import { expect, it } from "vitest";
import { compileProtos, proto3 } from "../test-support/compile-protos.ts";
import { liftedFrom, sunkInto } from "./likely-moves.ts";
import { likelyRenames } from "./likely-renames.ts";

interface Case {
  readonly says: string;
  readonly before: string;
  readonly after: string;
  /** `old ~> new`, surest first. */
  readonly renames: readonly string[];
}

const CASES: readonly Case[] = [
  { says: "one number and one type", before: "string a = 1;", after: "string z = 1;", renames: ["a ~> z"] },
  { says: "one type alone is no reason", before: "string a = 1;", after: "string z = 2;", renames: [] },
  { says: "one number alone is none", before: "string a = 1;", after: "int32 z = 1;", renames: [] },
  {
    says: "half of the words and one type",
    before: "string user_name = 1;",
    after: "string user_label = 2;",
    renames: [],
  },
  {
    says: "most words, in another order, with a plural",
    before: "bool repair_flags_enabled = 1;",
    after: "bool enabled_repair_flag = 9;",
    renames: ["repair_flags_enabled ~> enabled_repair_flag"],
  },
  {
    says: "one name is part of the other",
    before: "string name = 1;",
    after: "string full_name = 2;",
    renames: ["name ~> full_name"],
  },
  {
    says: "case and underscores",
    before: "int32 expiryInSeconds = 1;",
    after: "int32 expiry_in_seconds = 7;",
    renames: ["expiryInSeconds ~> expiry_in_seconds"],
  },
  {
    says: "names go before numbers, and each field is taken once",
    before: "string first_name = 1; string nick = 2;",
    after: "string nick_name = 1; string first_names = 2;",
    renames: ["first_name ~> first_names", "nick ~> nick_name"],
  },
  {
    says: "two of one type and number, the surer first",
    before: "int64 total_cents = 1; int64 tax_cents = 2;",
    after: "int64 total = 2; int64 tax = 1;",
    renames: ["total_cents ~> total", "tax_cents ~> tax"],
  },
  {
    says: "another type, when the words are nearly all the same",
    before: "int32 retry_count = 1; string due = 2;",
    after: "int64 retry_counts = 5; int64 duty = 2;",
    renames: ["retry_count ~> retry_counts"],
  },
  {
    says: "messages that share fields, though their names differ",
    before: "Street home_address = 1; Money cost = 2;",
    after: "Place home_place = 1; Money cost_total = 8;",
    renames: ["home_address ~> home_place", "cost ~> cost_total"],
  },
  {
    says: "a list is no single value",
    before: "repeated string tag = 1;",
    after: "string tags = 1;",
    renames: ["tag ~> tags"],
  },
  {
    says: "what stays is never taken",
    before: "string a = 1; string b = 2;",
    after: "string a = 2; string c = 1;",
    renames: [],
  },
  {
    says: "nothing is gone, or nothing is new",
    before: "string a = 1;",
    after: "string a = 1; string a_b = 2;",
    renames: [],
  },
];

const SHARED =
  "message Street { string city = 1; string zip = 2; } message Place { string city = 1; string zip = 2; } message Money { int64 cents = 1; }";
const set = compileProtos(
  Object.fromEntries(
    CASES.flatMap(({ before, after }, at) => [
      [`a${at}.proto`, proto3(`a${at}`, `message M { ${before} } ${SHARED}`)],
      [`b${at}.proto`, proto3(`b${at}`, `message M { ${after} } ${SHARED}`)],
    ]),
  ),
);
const registry = registryOf(set);
const messageOf = (name: string) => registry.getMessage(name) as DescMessage;

it.each(CASES.map((one, at) => [one.says, at, one] as const))("a rename is guessed: %s", (_says, at, { renames }) => {
  const found = likelyRenames(messageOf(`a${at}.M`), messageOf(`b${at}.M`));
  expect([...found].map(([from, to]) => `${from.name} ~> ${to.name}`)).toEqual(renames);
});

const MOVES = registryOf(
  compileProtos({
    "m.proto": proto3(
      "m",
      `message Flat { string city = 1; string home_zip = 2; int64 cents = 3; string homeStreet = 4; string id = 5; string at = 6; }
       message Deep { Home home = 1; Price price = 2; string id = 5; google.protobuf.Timestamp time = 6; }
       message Home { string city = 1; string zip = 2; string street = 3; string cents = 4; string id = 5; }
       message Price { int64 cents = 1; }`,
    ).replace("package m;", 'package m; import "google/protobuf/timestamp.proto";'),
  }),
);

it.each([
  ["city", "home.city"],
  ["home_zip", "home.zip"],
  ["homeStreet", "home.street"],
  ["cents", "price.cents"],
  ["at", undefined],
])("a move is guessed, one message deep and of one type: %s", (name, place) => {
  const [flat, deep] = [MOVES.getMessage("m.Flat"), MOVES.getMessage("m.Deep")] as [DescMessage, DescMessage];
  const field = flat.fields.find((one) => one.name === name);
  if (field === undefined) throw new Error(`Flat has ${name}`);
  expect([sunkInto(field, flat, deep), liftedFrom(field, deep, flat)]).toEqual([place, place]);
});

it("what the message had there before did not move", () => {
  const deep = MOVES.getMessage("m.Deep") as DescMessage;
  const id = deep.fields.find(({ name }) => name === "id");
  expect(id === undefined ? "" : sunkInto(id, deep, deep)).toBeUndefined();
});
