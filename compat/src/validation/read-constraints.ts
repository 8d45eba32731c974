import {
  createFileRegistry,
  type FileRegistry,
  fromBinary,
  type JsonValue,
  type Message,
  toJson,
} from "@bufbuild/protobuf";
import { BinaryReader } from "@bufbuild/protobuf/wire";
import type { FileDescriptorProto } from "@bufbuild/protobuf/wkt";
import { remember } from "../schema/remember.ts";
import type { Schema } from "../schema/schema.ts";
import type { Constraints } from "./direction.ts";

/** Field number of protovalidate's rules in the options of messages, fields and oneofs. */
export const VALIDATION = 1159;

const VALIDATE_PROTO = "buf/validate/validate.proto";
/** What extension 1159 holds, by the options it extends; older names of protovalidate last. */
const TYPES: Readonly<Record<string, readonly string[]>> = {
  "google.protobuf.FieldOptions": ["buf.validate.FieldRules", "buf.validate.FieldConstraints"],
  "google.protobuf.MessageOptions": ["buf.validate.MessageRules", "buf.validate.MessageConstraints"],
  "google.protobuf.OneofOptions": ["buf.validate.OneofRules", "buf.validate.OneofConstraints"],
};

/** Reads the protovalidate rules in an element's options, with the schema's own validate.proto; undefined without one. */
export function readConstraints(schema: Schema, options: Message | undefined): Constraints | undefined {
  const parts = options?.$unknown?.filter(({ no }) => no === VALIDATION) ?? [];
  if (options === undefined || parts.length === 0) return new Map();
  const registry = validateRegistry(schema);
  const [desc] = (TYPES[options.$typeName] ?? []).flatMap((name) => registry?.getMessage(name) ?? []);
  if (registry === undefined || desc === undefined) return undefined;
  const bytes = Buffer.concat(parts.map(({ data }) => new BinaryReader(data).bytes()));
  const found = new Map<string, JsonValue>();
  flatten(toJson(desc, fromBinary(desc, bytes), { registry }), "", found);
  return found;
}

function flatten(json: JsonValue, path: string, found: Map<string, JsonValue>): void {
  if (typeof json !== "object" || json === null || Array.isArray(json)) found.set(path, json);
  else for (const [name, value] of Object.entries(json)) flatten(value, path === "" ? name : `${path}.${name}`, found);
}

const validateRegistry: (schema: Schema) => FileRegistry | undefined = remember(buildRegistry);

function buildRegistry(schema: Schema): FileRegistry | undefined {
  const root = schema.files.get(VALIDATE_PROTO)?.proto;
  return root && createFileRegistry(root, (path): FileDescriptorProto | undefined => schema.files.get(path)?.proto);
}
