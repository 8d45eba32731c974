import { afterEach, beforeEach, expect, it } from "vitest";
import { compileText, uploadOf } from "../../testing-support/compile-text.ts";
import { type ConfluentClient, confluentClient, protobuf } from "../../testing-support/confluent-client.ts";

let client: ConfluentClient;
beforeEach(async () => {
  client = await confluentClient();
});
afterEach(() => client.close());

const option = (topic: string) => `option (postel.v1.event) = { topic: "${topic}" key: "id" owner: "team" };`;
const HEAD = 'syntax = "proto3"; package shop.a.v1; import "postel/v1/event.proto"; import "shop/a/v1/money.proto";';
const MONEY = 'syntax = "proto3"; package shop.a.v1; message Money { int64 cents = 1; }';
const paid = (fields = "") => `${HEAD} message Paid { ${option("paid")} string id = 1; Money total = 2; ${fields} }`;
const moved = (name: string) => `${HEAD} message ${name} { ${option("moved")} string id = 1; Money worth = 2; }`;

async function release(version: string, files: Record<string, string>, module = "shop/a") {
  const set = await compileText(files);
  const labels = { module, version, commit: "", packageName: "", generatorVersion: "1", actor: "ci", files: [] };
  const outcome = await client.test.registry.publish({ ...labels, ...uploadOf(set) });
  expect(outcome.kind).toBe("stored");
}

const files = (over: Record<string, string> = {}) => ({
  "shop/a/v1/money.proto": MONEY,
  "shop/a/v1/paid.proto": paid(),
  "shop/a/v1/in.proto": moved("MovedIn"),
  "shop/a/v1/out.proto": moved("MovedOut"),
  ...over,
});
const get = async (path: string) => (await client.call(`GET ${path}`)).body;

it("shows a release as subjects: its events, topics of one event, and what they import", async () => {
  await release("1.0.0", files());
  expect(await get("/subjects")).toEqual([
    ...["paid-value", "postel/v1/event.proto", "shop.a.v1.MovedIn", "shop.a.v1.MovedOut", "shop.a.v1.Paid"],
    "shop/a/v1/money.proto",
  ]);
  const found = await get("/subjects/shop.a.v1.Paid/versions/latest");
  expect(found).toMatchObject({
    version: 1,
    references: [
      { name: "postel/v1/event.proto", subject: "postel/v1/event.proto", version: 1 },
      { name: "shop/a/v1/money.proto", subject: "shop/a/v1/money.proto", version: 1 },
    ],
  });
  expect(found.schema).toContain("message Paid {");
  expect(await get("/subjects/paid-value/versions/latest")).toMatchObject({ id: found.id, version: 1 });
  const registered = { schemaType: "PROTOBUF", schema: found.schema, references: found.references };
  expect((await client.call("POST /subjects/shop.a.v1.Paid", registered)).body).toEqual(found);
  expect((await client.call("POST /subjects/paid-value/versions", registered)).body).toMatchObject({ id: found.id });
  expect(await get("/subjects/shop%2Fa%2Fv1%2Fmoney.proto/versions/1/referencedby")).toHaveLength(3);
});

it("adds a version only where a file or what it imports has changed", async () => {
  await release("1.0.0", files());
  await release("1.1.0", files({ "shop/a/v1/paid.proto": paid("optional string note = 3;") }));
  expect(await get("/subjects/shop.a.v1.Paid/versions")).toEqual([1, 2]);
  expect(await get("/subjects/paid-value/versions")).toEqual([1, 2]);
  expect(await get("/subjects/shop.a.v1.MovedIn/versions")).toEqual([1]);
  const more = `${MONEY.slice(0, -1)} optional string currency = 2; }`;
  await release(
    "1.2.0",
    files({ "shop/a/v1/paid.proto": paid("optional string note = 3;"), "shop/a/v1/money.proto": more }),
  );
  expect(await get("/subjects/shop%2Fa%2Fv1%2Fmoney.proto/versions")).toEqual([1, 2]);
  expect(await get("/subjects/shop.a.v1.MovedIn/versions")).toEqual([1, 2]);
  expect((await get("/subjects/shop.a.v1.Paid/versions/3")).references).toMatchObject([{ version: 1 }, { version: 2 }]);
});

it.each([
  ["POST /subjects/shop.a.v1.Paid/versions", protobuf("string id = 1;")],
  ["POST /subjects/paid-value/versions", protobuf("string id = 1;")],
  ["DELETE /subjects/shop.a.v1.Paid", undefined],
  ["DELETE /subjects/paid-value/versions/1", undefined],
  ["DELETE /subjects/postel%2Fv1%2Fevent.proto", undefined],
])("lets nobody change them: %s", async (line, body) => {
  await release("1.0.0", files());
  await client.call("PUT /config", { compatibility: "NONE" });
  expect(await client.code(line, body)).toBe(42205);
  expect(await get("/subjects/paid-value/versions")).toEqual([1]);
});

it("leaves subjects to the clients that registered them, and one topic to one event", async () => {
  await client.call("PUT /config", { compatibility: "NONE" });
  await client.register("paid-value", "string id = 1;");
  const money = { schemaType: "PROTOBUF", schema: 'syntax = "proto3"; package other; message Other {}' };
  await client.call("POST /subjects/shop%2Fa%2Fv1%2Fmoney.proto/versions", money);
  await release("1.0.0", files());
  expect(await get("/subjects/paid-value/versions")).toEqual([1]);
  expect(await get("/subjects/shop%2Fa%2Fv1%2Fmoney.proto/versions")).toEqual([1, 2]);
  expect((await get("/subjects/shop.a.v1.Paid/versions/latest")).references[1]).toMatchObject({ version: 2 });
  expect((await client.register("paid-value", "string other = 2;")).body.version).toBe(2);
  const other = moved("Moved").replace("shop.a.v1;", "shop.b.v1;").replaceAll("Money", "shop.a.v1.Money");
  await release("1.0.0", { "shop/a/v1/money.proto": MONEY, "shop/b/v1/moved.proto": other }, "shop/b");
  expect((await get("/subjects/moved-value/versions/latest")).schema).toContain("package shop.b.v1");
  const late = moved("MovedAgain").replace("shop.a.v1;", "shop.c.v1;").replaceAll("Money", "shop.a.v1.Money");
  await release("1.0.0", { "shop/a/v1/money.proto": MONEY, "shop/c/v1/moved.proto": late }, "shop/c");
  expect(await get("/subjects/moved-value/versions")).toEqual([1]);
});
