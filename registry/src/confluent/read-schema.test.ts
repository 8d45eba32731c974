import { afterEach, beforeEach, expect, it } from "vitest";
import { compilerLoad } from "../service/compilers.ts";
import type { Store } from "../store/store.ts";
import { memoryTables } from "../testing-support/memory-tables.ts";
import { schemaReader } from "./read-schema.ts";
import { type Registration, registerSchema } from "./register-schema.ts";
import { schemaRequest } from "./schema-request.ts";

let store: Store;
beforeEach(async () => {
  store = (await memoryTables()).store;
});
afterEach(() => store.close());

const TEXT = 'syntax = "proto3"; package kept; message Kept { string id = 1; }';

/** Registers with a reader that knows nothing yet, as after a restart; gives what it was and how many compilers ran. */
async function afterRestart(schema: string, more: object = {}, subject = "kept-value") {
  const before = compilerLoad().started;
  const registration: Registration = {
    name: { context: ".", subject },
    request: schemaRequest({ schemaType: "PROTOBUF", schema, ...more }),
    settings: {
      own: { config: undefined, mode: undefined },
      config: { compatibilityLevel: "NONE" },
      mode: "READWRITE",
    },
    normalize: false,
    actor: "somebody",
  };
  const deps = { store: store.subjects, read: schemaReader(store.subjects), now: () => 1 };
  const { version, schema: stored } = await registerSchema(deps, registration);
  return { version: version.version, id: stored.id, guid: stored.guid, compiled: compilerLoad().started - before };
}

it("compiles a text once, whoever sends it after a restart", async () => {
  const first = await afterRestart(TEXT);
  expect(first).toMatchObject({ version: 1, compiled: 1 });
  expect(await afterRestart(TEXT)).toEqual({ ...first, compiled: 0 });
  expect(await afterRestart(TEXT, {}, "another")).toMatchObject({ id: first.id, compiled: 0 });
});

it("keeps another spelling of the same schema as well", async () => {
  const first = await afterRestart(TEXT);
  const spelled = TEXT.replaceAll("; ", ";\n// a comment\n");
  expect(await afterRestart(spelled)).toEqual({ ...first, compiled: 1 });
  expect(await afterRestart(spelled)).toEqual({ ...first, compiled: 0 });
  expect((await store.auditAfter(0, 10)).map(({ action }) => action)).toEqual(["subject.register", "schema.reading"]);
});

it("compiles the same text again when what it refers to is another", async () => {
  const user = 'syntax = "proto3"; import "base.proto"; message User { Base base = 1; }';
  const base = (field: string) => `syntax = "proto3"; message Base { string ${field} = 1; }`;
  await afterRestart(base("one"), {}, "base");
  await afterRestart(base("two"), {}, "base");
  const references = (version: number) => ({ references: [{ name: "base.proto", subject: "base", version }] });
  expect(await afterRestart(user, references(1), "user")).toMatchObject({ version: 1, compiled: 1 });
  expect(await afterRestart(user, references(2), "user")).toMatchObject({ version: 2, compiled: 1 });
  expect(await afterRestart(user, references(1), "user")).toMatchObject({ version: 1, compiled: 0 });
});

it("keeps nothing of what has a mistake", async () => {
  const wrong = 'syntax = "proto3"; message Wrong { Nowhere a = 1; }';
  await expect(afterRestart(wrong)).rejects.toMatchObject({ code: 42201 });
  await expect(afterRestart(wrong)).rejects.toMatchObject({ code: 42201 });
  expect(await store.auditAfter(0, 10)).toEqual([]);
});
