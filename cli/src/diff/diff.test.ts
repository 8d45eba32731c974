import { expect, it } from "vitest";
import { commands } from "../commands.ts";
import { run } from "../run.ts";
import { tempFolder } from "../testing-support/temp-folder.ts";
import { testIo } from "../testing-support/test-io.ts";

const schema = (fields: string, more = "") => `syntax = "proto3";
package a.v1;
import "postel/v1/event.proto";
message Placed { option (postel.v1.event) = { owner: "x" }; Line line = 1; ${fields} }
message Line { string sku = 1; }
message Other { string x = 1; ${more} }
`;

async function diff(...words: string[]) {
  const { path } = tempFolder({
    "old/a.proto": schema(""),
    "new/a.proto": `${schema("map<string, Extra> extras = 2;", "string y = 2;").replace(
      "string sku = 1;",
      "string sku = 1; int32 n = 2;",
    )}message Extra {}\n`,
  });
  const io = testIo({ cwd: path });
  const code = await run({ name: "postel", version: "0", commands }, ["diff", ...words], io);
  return { code, stdout: io.stdout() };
}

it("lists facts below the events that hold what changed", async () => {
  expect(await diff("old", "new")).toEqual({
    code: 0,
    stdout: [
      "a.v1.Placed",
      "  message a.v1.Placed.ExtrasEntry was added (minor; a.proto)",
      "  message a.v1.Extra was added (minor; a.proto)",
      "  field a.v1.Placed.extras was added (minor; a.proto)",
      "  field a.v1.Line.n was added (minor; a.proto)",
      "",
      "Outside of events",
      "  field a.v1.Other.y was added (minor; a.proto)",
      "",
      "5 changes.",
      "",
    ].join("\n"),
  });
});

it("prints the same as data", async () => {
  const { version, changes } = JSON.parse((await diff("old", "new", "--json")).stdout);
  expect(version).toBe(1);
  expect(changes.find(({ element }: { element: string }) => element === "a.v1.Line.n")).toMatchObject({
    kind: "field.added",
    bump: "minor",
    events: ["a.v1.Placed"],
  });
});

it("says when nothing changed", async () => {
  expect(await diff("old", "old")).toEqual({ code: 0, stdout: "Nothing changed.\n" });
});
