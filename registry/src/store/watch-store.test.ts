import { expect, it } from "vitest";
import { watchStore } from "./watch-store.ts";

const full = Object.assign(new Error("database or disk is full"), { code: "ERR_SQLITE_ERROR", errcode: 13 });

function setUp() {
  const seen: [string, boolean][] = [];
  const store = {
    find: async (id: number) => id + 1,
    queued: () => 7,
    version: "1",
    subjects: {
      register: async () => {
        throw full;
      },
      remove: async () => {
        throw new TypeError("a defect");
      },
    },
  };
  const watched = watchStore(store, (operation, seconds, succeeded) => {
    expect(seconds).toBeGreaterThanOrEqual(0);
    seen.push([operation, succeeded]);
  });
  return { seen, watched };
}

it("passes answers on and tells of each operation", async () => {
  const { seen, watched } = setUp();
  expect(await watched.find(1)).toBe(2);
  expect([watched.queued(), watched.version]).toEqual([7, "1"]);
  expect(seen).toEqual([["find", true]]);
});

it("names failures of the surroundings, and leaves defects as they are", async () => {
  const { seen, watched } = setUp();
  await expect(watched.subjects.register()).rejects.toMatchObject({
    code: "STORE_UNAVAILABLE",
    message: expect.stringContaining("database or disk is full"),
    cause: full,
  });
  await expect(watched.subjects.remove()).rejects.toThrow(TypeError);
  expect(seen).toEqual([
    ["subjects.register", false],
    ["subjects.remove", false],
  ]);
});
