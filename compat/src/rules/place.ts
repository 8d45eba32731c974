import type { FieldElement, FileElement, MessageElement, NamedElement, SourcePath } from "../schema/elements.ts";
import { isNamedKind, kindOf, mapFieldOf } from "../schema/kinds.ts";
import type { Candidate } from "../schema/locate.ts";

/** Where a complaint points: the first candidate that the file's source info knows, else the file's first line. */
export interface Place {
  readonly file: FileElement;
  readonly candidates: readonly Candidate[];
}

/** The start of a file. */
export function fileStart(file: FileElement): Place {
  return { file, candidates: [] };
}

/** The first of some source paths of a file. */
export function pathsIn(file: FileElement, ...paths: readonly SourcePath[]): Place {
  return { file, candidates: paths.map((path) => ({ path })) };
}

/** The whole declaration of an element; what only a map stands for is at the map's type. */
export function declarationOf(element: NamedElement): Place {
  return pathsIn(element.file, element.at, ...mapTypeOf(element));
}

/** The name of an element, else its declaration. */
export function nameOf(element: NamedElement): Place {
  return pathsIn(element.file, [...element.at, NAME], element.at, ...mapTypeOf(element));
}

/** A part of a field's declaration, else the type of the map it stands for. */
export function partOf(field: FieldElement, part: number): Place {
  return pathsIn(field.file, [...field.at, part], ...mapTypeOf(field));
}

/** The type of a field: its name for messages and enums, the keyword for scalars. */
export function typePlace(field: FieldElement): Place {
  return partOf(field, isNamedKind(kindOf(field)) ? TYPE_NAME : TYPE);
}

/** An option of an element, else the element's declaration. `options` is the number of the element's options field. */
export function optionOf(element: NamedElement, options: number, ...path: SourcePath): Place {
  const place = declarationOf(element);
  return { ...place, candidates: [{ path: [...element.at, options, ...path] }, ...place.candidates] };
}

/** Like optionOf for a feature; it may be written as a part of a larger value. */
export function featureOf(element: NamedElement, options: number, features: number, ...path: SourcePath): Place {
  const place = declarationOf(element);
  return { ...place, candidates: [featureCandidate(element, options, features, path), ...place.candidates] };
}

/** The candidate that featureOf looks for first. */
export function featureCandidate(
  element: NamedElement,
  options: number,
  features: number,
  path: SourcePath,
): Candidate {
  const start = [...element.at, options, features];
  return { path: [...start, ...path], near: start.length };
}

/** Field number of `name` in every descriptor that has one. */
const NAME = 1;
/** Field numbers of `type` and `type_name` in google.protobuf.FieldDescriptorProto. */
const TYPE = 5;
const TYPE_NAME = 6;

function mapTypeOf(element: NamedElement): SourcePath[] {
  const entry = entryOf(element);
  const field = entry === undefined ? undefined : mapFieldOf(entry);
  return field === undefined ? [] : [[...field.at, TYPE_NAME]];
}

function entryOf(element: NamedElement): MessageElement | undefined {
  if (element.kind === "message") return element;
  return element.kind === "field" ? element.parent : undefined;
}
