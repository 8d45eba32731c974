import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import {
  create,
  fromBinary,
  type JsonValue,
  type Message,
  type MessageInitShape,
  toBinary,
  toJson,
} from "@bufbuild/protobuf";
import type { GenMessage } from "@bufbuild/protobuf/codegenv2";
import type { Lineage } from "@postel/runtime/gen/v1";
import { compileProtos, ROOM } from "./compile-protos.ts";
import { type Code, generateAll, type Parameters } from "./generate-all.ts";
import { type Folder, makeFolder } from "./type-check.ts";

/** The folder of the golden cases. */
export const GOLDEN = join(ROOM, "testdata/golden");

/** One golden case, generated. */
export interface GoldenCase {
  /** What protoc-gen-es and the plugins print. */
  readonly code: Code;
  /** What a person wrote beside it. */
  readonly authored: Code;
}

/** `case.json`: the folder of the schemas and the plugins' parameters. */
interface CaseFile {
  readonly proto: string;
  readonly parameters: Parameters;
}

/** Generates a golden case. */
export async function generateCase(name: string): Promise<GoldenCase> {
  const { proto, parameters }: CaseFile = JSON.parse(readFileSync(join(GOLDEN, name, "case.json"), "utf8"));
  const code = await generateAll(compileProtos(join(GOLDEN, name, proto)), parameters);
  return { code, authored: readCode(join(GOLDEN, name, "authored")) };
}

/** Reads the TypeScript files of a folder; none where there is no such folder. */
export function readCode(folder: string): Code {
  const paths = listCode(folder);
  return Object.fromEntries(paths.map((path) => [path, readFileSync(join(folder, path), "utf8")]));
}

function listCode(folder: string): string[] {
  try {
    return readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((path) => path.endsWith(".ts"));
  } catch {
    return [];
  }
}

/** Generated code that runs. */
export interface LoadedCode {
  readonly folder: Folder;
  /** Imports one file. */
  load(path: string): Promise<Readonly<Record<string, unknown>>>;
  /** Encodes an event, decodes it as its major and reads it through a lineage; the value as its JSON. */
  read(lineage: Lineage, typeName: string, init: object): { kind: string; json?: JsonValue; [more: string]: unknown };
}

/** Writes code to a folder and makes it ready to run; remove the folder afterwards. */
export function loadCode(code: Code): LoadedCode {
  const folder = makeFolder(code);
  return {
    folder,
    load: (path) => import(pathToFileURL(join(folder.path, path)).href),
    read(lineage, typeName, init) {
      const reader = lineage.readers.find(({ event }) => event.typeName === typeName);
      if (reader === undefined) throw new Error(`${lineage.name} does not read ${typeName}`);
      const result = reader.upcast(throughBytes(reader.event.schema, create(reader.event.schema, init)));
      if (result.kind !== "ok") return result;
      const { schema } = lineage.target;
      return { kind: "ok", json: toJson(schema, throughBytes(schema, result.value)) };
    },
  };
}

/** What a reader of the encoded message gets: wrong types and missing members show. */
function throughBytes(schema: GenMessage<Message>, message: MessageInitShape<GenMessage<Message>>): Message {
  return fromBinary(schema, toBinary(schema, message as Message));
}
