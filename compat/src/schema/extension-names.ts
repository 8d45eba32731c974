import { mentions, type Schema } from "./schema.ts";

const cache = new WeakMap<Schema, Map<string, string>>();

/**
 * Names a custom option as it is written in a .proto file, such as `(postel.v1.event)`, by what it extends
 * (`google.protobuf.MessageOptions`) and its number; `(#1234)` when the schema does not declare it.
 */
export function optionName(schema: Schema, extendee: string, number: number): string {
  let names = cache.get(schema);
  if (names === undefined) {
    names = readNames(schema);
    cache.set(schema, names);
  }
  const name = names.get(`${extendee} ${number}`);
  return name === undefined ? `(#${number})` : `(${name})`;
}

const OPTIONS = /^google\.protobuf\.\w+Options$/;
const DESCRIPTOR_PROTO = "google/protobuf/descriptor.proto";

function readNames(schema: Schema): Map<string, string> {
  const names = new Map<string, string>();
  for (const file of schema.files.values()) {
    if (!file.skim.imports.includes(DESCRIPTOR_PROTO) || !mentions(file, Buffer.from("Options"))) continue;
    for (const { extendee, number, fullName } of file.elements.extensions)
      if (OPTIONS.test(extendee)) names.set(`${extendee} ${number}`, fullName);
  }
  return names;
}
