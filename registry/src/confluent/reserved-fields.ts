import type { DescFile } from "@bufbuild/protobuf";
import { readMetadata } from "./metadata.ts";

/** The property in which metadata name fields that must not come, or come back; with commas between. */
const RESERVED = "confluent:reserved";

/** Says, in the Confluent registry's words, which reserved fields a schema has after all, and which the version before reserved and it does not. */
export function reservedFieldErrors(file: DescFile, metadata: string, before: string | undefined): string[] {
  const reserved = reservedIn(metadata);
  const removed = [...reservedIn(before ?? "")].filter((name) => !reserved.has(name));
  const fields = new Set(file.messages[0]?.fields.map((field) => field.name));
  return [
    ...removed.map(
      (name) =>
        `The new schema has reserved field ${name} removed from its metadata which is present in the old schema's metadata.`,
    ),
    ...[...reserved]
      .filter((name) => fields.has(name))
      .map((name) => `The new schema has field that conflicts with the reserved field ${name}.`),
  ];
}

function reservedIn(metadata: string): Set<string> {
  const { properties = {} } = readMetadata(metadata);
  const names = Object.hasOwn(properties, RESERVED) ? String(properties[RESERVED]).split(",") : [];
  return new Set(names.map((name) => name.trim()).filter((name) => name !== ""));
}
