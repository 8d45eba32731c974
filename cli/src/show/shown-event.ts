import { type DescField, ScalarType } from "@bufbuild/protobuf";
import { commentOf, type EventInfo, type Model } from "@postel/model";
import { EventKind, Ordering } from "@postel/proto";

/** An event as `postel show` prints it; absent facts are empty. */
export interface ShownEvent {
  readonly name: string;
  readonly documentation: string;
  readonly owner: string;
  readonly topic: string;
  readonly key: string;
  readonly ordering: string;
  readonly kind: string;
  /** Full names of the lineage's majors, oldest first. */
  readonly lineage: readonly string[];
  readonly schemaDigest: string;
  readonly fields: readonly ShownField[];
  /** Releases of its module that hold it, newest first; empty when no registry was asked. */
  readonly releases: readonly string[];
}

/** A field of a shown event. */
export interface ShownField {
  readonly number: number;
  readonly name: string;
  /** As it stands in a .proto file, such as `repeated shop.orders.v2.OrderLine`. */
  readonly type: string;
  readonly documentation: string;
}

/** Describes an event of a model. */
export function shownEvent(event: EventInfo, { lineages }: Model, releases: readonly string[] = []): ShownEvent {
  const lineage = lineages.find(({ majors }) => majors.some(({ name }) => name === event.name));
  return {
    name: event.name,
    documentation: commentOf(event.desc),
    owner: event.owner,
    topic: event.topic,
    key: event.key,
    ordering: words(Ordering, event.ordering),
    kind: words(EventKind, event.kind),
    lineage: lineage?.majors.map(({ name }) => name) ?? [],
    schemaDigest: event.schemaDigest,
    fields: event.desc.fields.map(shownField),
    releases,
  };
}

function shownField(field: DescField): ShownField {
  return { number: field.number, name: field.name, type: typeText(field), documentation: commentOf(field) };
}

function typeText(field: DescField): string {
  const value = field.message?.typeName ?? field.enum?.typeName ?? scalarText(field.scalar);
  if (field.fieldKind === "list") return `repeated ${value}`;
  return field.fieldKind === "map" ? `map<${scalarText(field.mapKey)}, ${value}>` : value;
}

function scalarText(scalar: ScalarType | undefined): string {
  return scalar === undefined ? "" : ScalarType[scalar].toLowerCase();
}

/** `STATE_TRANSFER` is `state transfer`; the unspecified value is empty. */
function words(of: Readonly<Record<string, number>>, value: number): string {
  const name = Object.keys(of).find((key) => of[key] === value) ?? "";
  return name === "UNSPECIFIED" ? "" : name.toLowerCase().replaceAll("_", " ");
}
