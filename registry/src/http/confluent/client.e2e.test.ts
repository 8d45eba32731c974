import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { create, createRegistry, type DescMessage, type FileRegistry, fromBinary, toBinary } from "@bufbuild/protobuf";
import { registryOf } from "@postel/proto";
import { messageIndexes, readFrame, SCHEMA_ID_HEADERS, writeFrame } from "@postel/runtime/confluent";
import { beforeAll, describe, expect, it } from "vitest";
import { compileText } from "../../testing-support/compile-text.ts";
import { onEachStore } from "../../testing-support/each-store.ts";

// `npm ci --ignore-scripts --prefix registry/clients` brings Confluent's own client.

const clients = join(import.meta.dirname, "../../../clients");
const isMissing = !existsSync(join(clients, "node_modules/@confluentinc/schemaregistry"));

/** The part of Confluent's client that is used here. */
interface Confluent {
  readonly SchemaRegistryClient: new (config: object) => RegistryClient;
  readonly ProtobufSerializer: new (client: RegistryClient, type: number, config: object) => Serializer;
  readonly ProtobufDeserializer: new (client: RegistryClient, type: number, config: object) => Deserializer;
  readonly SerdeType: { readonly VALUE: number };
  readonly HeaderSchemaIdSerializer: (...input: readonly unknown[]) => Buffer;
}
interface RegistryClient {
  getLatestSchemaMetadata(subject: string, format?: string): Promise<{ id: number; version: number; schema: string }>;
  getAllSubjects(): Promise<string[]>;
  getAllVersions(subject: string): Promise<number[]>;
  testCompatibility(subject: string, version: number, schema: object): Promise<boolean>;
  testSubjectCompatibility(subject: string, schema: object): Promise<boolean>;
  updateCompatibility(subject: string, level: string): Promise<string>;
  getCompatibility(subject: string): Promise<string>;
  getLatestWithMetadata(subject: string, metadata: object, deleted?: boolean): Promise<{ version: number }>;
  register(subject: string, schema: object, normalize?: boolean): Promise<number>;
  getBySubjectAndId(subject: string, id: number, format?: string): Promise<{ schema: string }>;
  deleteSubject(subject: string, permanent?: boolean): Promise<number[]>;
  deleteSubjectVersion(subject: string, version: number, permanent?: boolean): Promise<number>;
}
interface Serializer {
  serialize(topic: string, message: object, headers?: object): Promise<Buffer>;
}
interface Deserializer {
  deserialize(topic: string, payload: Buffer, headers?: object): Promise<Record<string, unknown>>;
}

const FILES = {
  "money/money.proto": 'syntax = "proto3"; package shop.money; message Money { string currency = 1; int64 cents = 2; }',
  "lines/lines.proto":
    'syntax = "proto3"; package shop.lines; import "money/money.proto"; message Line { string sku = 1; shop.money.Money price = 2; }',
  "order/order.proto": `syntax = "proto3"; package shop.order; import "lines/lines.proto"; import "google/protobuf/timestamp.proto";
    message Cancelled { string id = 1; }
    message Placed { string id = 1; repeated shop.lines.Line lines = 2; google.protobuf.Timestamp at = 3; message Gift { string note = 1; } }`,
};

let files: FileRegistry;
beforeAll(async () => {
  files = registryOf(await compileText(FILES));
});

function messageOf(name: string): DescMessage {
  const found = files.getMessage(name);
  if (found === undefined) throw new Error(name);
  return found;
}

const newMessage = (name: string, init: Record<string, unknown>) => create(messageOf(name), init);

/** What our own codec writes. */
function framed(id: number, message: { readonly $typeName: string }): Uint8Array {
  const desc = messageOf(message.$typeName);
  return writeFrame({ schema: { kind: "id", id }, indexes: messageIndexes(desc), payload: toBinary(desc, message) });
}

describe.skipIf(isMissing)("Confluent's client", () => {
  onEachStore("Confluent's client", (running) => {
    const confluent = () => createRequire(join(clients, "package.json"))("@confluentinc/schemaregistry") as Confluent;
    const connect = () => {
      const { SchemaRegistryClient } = confluent();
      return new SchemaRegistryClient({ baseURLs: [`${running().registry.url}/confluent`], cacheCapacity: 100 });
    };
    const serializer = (client: RegistryClient, config: object) => {
      const { ProtobufSerializer, SerdeType } = confluent();
      const types = createRegistry(...files);
      return new ProtobufSerializer(client, SerdeType.VALUE, { registry: types, ...config });
    };
    const deserializer = (client: RegistryClient) => {
      const { ProtobufDeserializer, SerdeType } = confluent();
      return new ProtobufDeserializer(client, SerdeType.VALUE, {});
    };
    const line = () =>
      newMessage("shop.lines.Line", { sku: "a", price: newMessage("shop.money.Money", { cents: 7n }) });

    it("registers a message with what it imports, and reads it back in another process's stead", async () => {
      const payload = await serializer(connect(), { autoRegisterSchemas: true }).serialize("lines", line());
      expect([...payload.subarray(0, 6)]).toEqual([0, 0, 0, 0, 2, 0]);
      expect(payload.equals(framed(2, line()))).toBe(true);
      expect(fromBinary(messageOf("shop.lines.Line"), payload.subarray(6))).toEqual(line());
      const read = await deserializer(connect()).deserialize("lines", payload);
      expect(read).toMatchObject({ $typeName: "shop.lines.Line", sku: "a", price: { cents: 7n } });
      expect((await connect().getAllSubjects()).sort()).toEqual(["lines-value", "money/money.proto"]);
    });

    it("registers what is imported two deep, under the ids that it has", async () => {
      const placed = newMessage("shop.order.Placed", { id: "o", lines: [line()] });
      const payload = await serializer(connect(), { autoRegisterSchemas: true }).serialize("orders", placed);
      // Id 3 is that of the imported file; the second message of the file has the index 1.
      expect([...payload.subarray(0, 7)]).toEqual([0, 0, 0, 0, 3, 2, 2]);
      expect(Buffer.from(toBinary(messageOf("shop.order.Placed"), placed)).equals(payload.subarray(7))).toBe(true);
      const again = await serializer(connect(), { autoRegisterSchemas: true }).serialize("orders", placed);
      expect(again.equals(payload)).toBe(true);
      const nested = newMessage("shop.order.Placed.Gift", { note: "n" });
      const gift = await serializer(connect(), { autoRegisterSchemas: true }).serialize("orders", nested);
      expect([...gift.subarray(0, 8)]).toEqual([0, 0, 0, 0, 3, 4, 2, 0]);
      expect(gift.equals(framed(3, nested))).toBe(true);
      expect(payload.equals(framed(3, placed))).toBe(true);
    });

    it("finds what is registered without registering", async () => {
      const found = await serializer(connect(), { autoRegisterSchemas: false }).serialize("lines", line());
      expect(found[4]).toBe(2);
      const latest = serializer(connect(), { autoRegisterSchemas: false, useLatestVersion: true });
      expect((await latest.serialize("lines", line()))[4]).toBe(2);
      const absent = serializer(connect(), { autoRegisterSchemas: false });
      await expect(absent.serialize("nowhere", line())).rejects.toThrow(/Subject 'nowhere-value' not found/);
    });

    it("puts the guid into a header and finds the schema by it", async () => {
      const { HeaderSchemaIdSerializer } = confluent();
      const headers = {};
      const config = { autoRegisterSchemas: true, schemaIdSerializer: HeaderSchemaIdSerializer };
      const payload = await serializer(connect(), config).serialize("lines", line(), headers);
      expect(fromBinary(messageOf("shop.lines.Line"), payload)).toEqual(line());
      const [header] = Object.values(headers) as Buffer[];
      expect([header?.length, header?.[0]]).toEqual([18, 1]);
      const ours = readFrame(header ?? new Uint8Array());
      expect(ours).toMatchObject({ kind: "frame", schema: { kind: "guid" }, indexes: [0] });
      expect(ours.kind === "frame" && header?.equals(writeFrame(ours))).toBe(true);
      expect(Object.keys(headers)).toEqual([SCHEMA_ID_HEADERS.value]);
      const read = await deserializer(connect()).deserialize("lines", payload, headers);
      expect(read).toMatchObject({ $typeName: "shop.lines.Line", sku: "a" });
    });

    it("asks about compatibility and settings, finds by metadata and deletes", async () => {
      const client = connect();
      const schema = (fields: string, over = {}) => ({
        ...{ schemaType: "PROTOBUF", schema: `syntax = "proto3"; message A { ${fields} }` },
        ...over,
      });
      const tagged = { metadata: { properties: { major: "1" } } };
      const id = await client.register("plain", schema("string a = 1;", tagged));
      expect((await client.getBySubjectAndId("plain", id)).schema).toContain("message A");
      expect(await client.testCompatibility("plain", 1, schema("int32 a = 1;"))).toBe(false);
      expect(await client.testSubjectCompatibility("plain", schema("string a = 1; string b = 2;"))).toBe(true);
      await expect(connect().register("plain", schema("int32 a = 1;"))).rejects.toMatchObject({ status: 409 });
      expect(await client.updateCompatibility("plain", "NONE")).toBe("NONE");
      expect(await client.getCompatibility("plain")).toBe("NONE");
      await client.register("plain", schema("int32 a = 1;", { metadata: { properties: { major: "2" } } }));
      expect((await client.getLatestWithMetadata("plain", { major: "1" })).version).toBe(1);
      expect((await client.getLatestSchemaMetadata("plain")).version).toBe(2);
      expect(await client.getAllVersions("plain")).toEqual([1, 2]);
      expect(await client.deleteSubjectVersion("plain", 1)).toBe(1);
      expect(await client.deleteSubject("plain")).toEqual([2]);
      expect(await client.deleteSubject("plain", true)).toEqual([1, 2]);
      await expect(connect().getAllVersions("plain")).rejects.toMatchObject({ status: 404, errorCode: 40401 });
    });
  });
});
