import { expect, it } from "vitest";
import { storePlace } from "./store-place.ts";

const URL = "postgres://postel@db/postel";

it.each([
  [{}, {}, { dataDir: "/home/.postel/registry" }],
  [{ data: "there" }, {}, { dataDir: "/home/there" }],
  [{ data: "/var/lib/postel" }, { POSTEL_POSTGRES: URL }, { dataDir: "/var/lib/postel" }],
  [{ postgres: URL }, {}, { postgres: URL }],
  [{}, { POSTEL_POSTGRES: URL }, { postgres: URL }],
  [{ postgres: `${URL}2` }, { POSTEL_POSTGRES: URL }, { postgres: `${URL}2` }],
])("%j with %j", (given, env, place) => {
  expect(storePlace({ data: undefined, postgres: undefined, ...given }, { cwd: "/home", env })).toEqual(place);
});

it("takes one store, not two", () => {
  expect(() => storePlace({ data: "a", postgres: URL }, { cwd: "/", env: {} })).toThrow(/exclude each other/);
});
