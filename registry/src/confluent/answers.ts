import type { SubjectSchema } from "../store/subject-store.ts";
import type { SchemaRequest } from "./schema-request.ts";
import { sourceText } from "./source-text.ts";
import { parseSubject, subjectText } from "./subject-name.ts";
import type { SubjectEntry } from "./subjects.ts";

/** How a client wants the schema: canonical text, with or without what extends descriptors, or base64 of the file descriptor. */
export type SchemaFormat = "text" | "ignore_extensions" | "serialized";

/** Reads the parameter `format`; what is unknown means text. */
export function schemaFormat(format: unknown): SchemaFormat {
  return format === "serialized" || format === "ignore_extensions" ? format : "text";
}

/** The schema as a client wants it. */
export function schemaText({ text, descriptor }: SubjectSchema, format: SchemaFormat): string {
  switch (format) {
    case "text":
      return text;
    case "serialized":
      return Buffer.from(descriptor).toString("base64");
    case "ignore_extensions":
      return sourceText(text, { keepsOption: (name) => name.startsWith("confluent."), keepsExtensions: false });
  }
}

/** What is said of a schema wherever it is; what is empty is left out. */
export function schemaAnswer(schema: SubjectSchema, format: SchemaFormat) {
  return {
    guid: schema.guid,
    schemaType: "PROTOBUF",
    schema: schemaText(schema, format),
    ...(schema.references.length > 0 && { references: schema.references }),
    ...(schema.metadata !== "" && { metadata: JSON.parse(schema.metadata) as unknown }),
  };
}

/** The same schema; the subjects that it refers to are named with their context. */
export function withQualifiedReferences(schema: SubjectSchema): SubjectSchema {
  const references = schema.references.map((reference) => ({
    ...reference,
    subject: subjectText(parseSubject(reference.subject, schema.context)),
  }));
  return { ...schema, references };
}

/** What is said of a version of a subject. */
export function entryAnswer({ version, schema }: SubjectEntry, format: SchemaFormat) {
  return {
    subject: subjectText(version),
    version: version.version,
    id: schema.id,
    ...schemaAnswer(schema, format),
    ...(version.deleted && { deleted: true }),
  };
}

/**
 * What is said of a version that was registered: its text and metadata only when they are not those that were sent, or asked for in a format.
 * Clients keep what they sent when nothing else comes, and some of them count on its form.
 */
export function registeredAnswer(entry: SubjectEntry, { schema, metadata }: SchemaRequest, format: string | undefined) {
  const { subject: _, ...answer } = entryAnswer(entry, schemaFormat(format));
  const isAsSent = schema.trim() !== "" && metadata === entry.schema.metadata;
  if (!isAsSent || (format ?? "") !== "") return answer;
  const { version, id, guid, schemaType } = answer;
  return { version, id, guid, schemaType };
}
