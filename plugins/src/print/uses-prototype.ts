import type { DescMessage } from "@bufbuild/protobuf";
import { Edition, FeatureSet_FieldPresence } from "@bufbuild/protobuf/wkt";

/** Tells whether protobuf-es puts defaults into a prototype, so that `create` must make the message, as it does itself. */
export function usesPrototype(message: DescMessage): boolean {
  if (message.file.edition === Edition.EDITION_PROTO3) return false;
  if (message.file.edition === Edition.EDITION_PROTO2) return true;
  return message.fields.some(
    (field) =>
      field.presence !== FeatureSet_FieldPresence.IMPLICIT &&
      field.fieldKind !== "message" &&
      field.oneof === undefined,
  );
}
