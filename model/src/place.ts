import type { DescEnum, DescEnumValue, DescField, DescFile, DescMessage, DescOneof } from "@bufbuild/protobuf";

/** A place in a .proto file; line and column count from 1, both 0 when the descriptor carries no source info. */
export interface Place {
  readonly path: string;
  readonly line: number;
  readonly column: number;
}

/** Something that stands in a .proto file. */
export type Element = DescMessage | DescField | DescOneof | DescEnum | DescEnumValue;

/** Field numbers of google.protobuf.*DescriptorProto, of which source paths are made. */
const CHILD = { fileMessages: 4, fileEnums: 5, fields: 2, nestedMessages: 3, nestedEnums: 4, oneofs: 8, values: 2 };
const OPTIONS = { message: 7, field: 8, oneof: 2, enum: 3, enum_value: 3 };

/**
 * Finds an element in its .proto file, or one of its options when `option` gives the path below `options`:
 * an extension's number, then field numbers. Falls back to the nearest thing around it that has a place.
 */
export function placeOf(element: Element, option: readonly number[] = []): Place {
  const file = fileOf(element);
  const places = placesIn(file);
  const own = sourcePath(element);
  const path = option.length === 0 ? own : [...own, OPTIONS[element.kind], ...option];
  for (let length = path.length; length > 0; length--) {
    const found = places.get(path.slice(0, length).join("."));
    if (found !== undefined) return { path: file.proto.name, ...found };
  }
  return { path: file.proto.name, line: 0, column: 0 };
}

/** The file that an element stands in. */
export function fileOf(element: Element): DescFile {
  return "file" in element ? element.file : fileOf(element.parent);
}

/** Path of an element within its file's descriptor, as source info has it. */
export function sourcePath(element: Element): readonly number[] {
  switch (element.kind) {
    case "message":
      return element.parent === undefined
        ? [CHILD.fileMessages, element.file.proto.messageType.indexOf(element.proto)]
        : [...sourcePath(element.parent), CHILD.nestedMessages, element.parent.proto.nestedType.indexOf(element.proto)];
    case "enum":
      return element.parent === undefined
        ? [CHILD.fileEnums, element.file.proto.enumType.indexOf(element.proto)]
        : [...sourcePath(element.parent), CHILD.nestedEnums, element.parent.proto.enumType.indexOf(element.proto)];
    case "field":
      return [...sourcePath(element.parent), CHILD.fields, element.parent.proto.field.indexOf(element.proto)];
    case "oneof":
      return [...sourcePath(element.parent), CHILD.oneofs, element.parent.proto.oneofDecl.indexOf(element.proto)];
    case "enum_value":
      return [...sourcePath(element.parent), CHILD.values, element.parent.proto.value.indexOf(element.proto)];
  }
}

type Spot = { readonly line: number; readonly column: number };

const known = new WeakMap<DescFile, ReadonlyMap<string, Spot>>();

function placesIn(file: DescFile): ReadonlyMap<string, Spot> {
  const cached = known.get(file);
  if (cached !== undefined) return cached;
  const places = new Map<string, Spot>();
  for (const { path, span } of file.proto.sourceCodeInfo?.location ?? []) {
    const key = path.join(".");
    if (!places.has(key)) places.set(key, { line: (span[0] ?? -1) + 1, column: (span[1] ?? -1) + 1 });
  }
  known.set(file, places);
  return places;
}
