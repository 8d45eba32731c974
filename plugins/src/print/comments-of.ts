import type { DescField, DescMessage, DescOneof } from "@bufbuild/protobuf";
import { cleanText } from "./clean-text.ts";

/** Field numbers of google.protobuf.*DescriptorProto, of which source paths are made. */
const FILE_MESSAGES = 4;
const NESTED_MESSAGES = 3;
const FIELDS = 2;
const ONEOFS = 8;

/** The author's comment above a message, field or oneof, fit for a doc comment; empty when there is none. */
export function commentOf(desc: DescMessage | DescField | DescOneof): string {
  const file = desc.kind === "message" ? desc.file : desc.parent.file;
  const wanted = pathOf(desc).join(".");
  const found = placesOf(file.proto).get(wanted) ?? "";
  return cleanText(found.replace(/^ /gm, ""));
}

const known = new WeakMap<DescMessage["file"]["proto"], ReadonlyMap<string, string>>();

function placesOf(file: DescMessage["file"]["proto"]): ReadonlyMap<string, string> {
  const places =
    known.get(file) ??
    new Map(
      (file.sourceCodeInfo?.location ?? [])
        .filter((place) => place.leadingComments !== "")
        .map((place) => [place.path.join("."), place.leadingComments]),
    );
  known.set(file, places);
  return places;
}

function pathOf(desc: DescMessage | DescField | DescOneof): number[] {
  if (desc.kind === "field") return [...pathOf(desc.parent), FIELDS, desc.parent.proto.field.indexOf(desc.proto)];
  if (desc.kind === "oneof") return [...pathOf(desc.parent), ONEOFS, desc.parent.proto.oneofDecl.indexOf(desc.proto)];
  return desc.parent === undefined
    ? [FILE_MESSAGES, desc.file.proto.messageType.indexOf(desc.proto)]
    : [...pathOf(desc.parent), NESTED_MESSAGES, desc.parent.proto.nestedType.indexOf(desc.proto)];
}
