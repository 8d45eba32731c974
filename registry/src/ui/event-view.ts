import { type DescEnum, type DescField, type DescMessage, getOption } from "@bufbuild/protobuf";
import { commentOf } from "@postel/model";
import { ClassificationSchema, EventKindSchema, field as fieldOption, OrderingSchema } from "@postel/proto";
import { typeText } from "../schema/print-parts.ts";
import type { FoundEvent } from "../service/find-event.ts";
import { lineagePlan } from "../service/lineage-plan.ts";
import type { SampleRecord } from "../store/sample-store.ts";
import type { UsageRecord } from "../store/usage-store.ts";
import { type SampleView, sampleView } from "./sample-view.ts";
import { type ServiceView, serviceView } from "./service-view.ts";
import { type StepView, stepView } from "./step-view.ts";

/** One field, as the page and its JSON twin show it. */
export interface FieldView {
  readonly number: number;
  readonly name: string;
  /** The type as written in .proto text. */
  readonly type: string;
  /** Full name of the message or enum in it that this page describes; empty when there is none. */
  readonly typeName: string;
  /** `one`, `optional`, `many`, `map`, or `one of NAME`. */
  readonly cardinality: string;
  readonly documentation: string;
  /** Release that introduced it; empty when unknown. */
  readonly since: string;
  readonly deprecated: boolean;
  /** `personal`, `secret`, `public` or empty. */
  readonly classification: string;
}

/** One value of an enum. */
export interface ValueView {
  readonly number: number;
  readonly name: string;
  readonly documentation: string;
}

/** A message or enum that the event is made of; the event itself comes first. */
export interface TypeView {
  readonly name: string;
  readonly kind: "message" | "enum";
  readonly documentation: string;
  readonly fields: readonly FieldView[];
  readonly values: readonly ValueView[];
}

/** All that the page of an event says. */
export interface EventView {
  readonly name: string;
  readonly module: string;
  readonly version: string;
  readonly schemaDigest: string;
  readonly documentation: string;
  readonly owner: string;
  readonly topic: string;
  readonly key: string;
  readonly kind: string;
  readonly ordering: string;
  readonly retired: boolean;
  readonly lineage: readonly string[];
  readonly types: readonly TypeView[];
  /** Releases that hold it, newest first; times in ISO 8601. */
  readonly versions: readonly {
    readonly version: string;
    readonly schemaDigest: string;
    readonly createTime: string;
  }[];
  readonly source: { readonly path: string; readonly text: string };
  /** How to get at it in code; undefined for releases without a package. */
  readonly use: { readonly install: string; readonly path: string } | undefined;
  /** How each major of the lineage is read as the next, oldest first. */
  readonly upcasting: readonly StepView[];
  /** Stored examples, oldest first. */
  readonly samples: readonly SampleView[];
  /** Services that emit the event or read its lineage. */
  readonly services: readonly ServiceView[];
}

/** What the page shows beside what the schema says. */
export interface EventContext {
  readonly packageName: string;
  /** The file of the event as .proto text. */
  readonly source: string;
  readonly samples: readonly SampleRecord[];
  readonly usages: readonly UsageRecord[];
}

/** Reads from an event's descriptor what people want to know of it. */
export function eventView(found: FoundEvent, context: EventContext): EventView {
  const { info, event } = found;
  const { desc } = info;
  const since = new Map(event.document.fields.map((field) => [field.path, field.since]));
  const types = closure(desc);
  return {
    ...{ name: found.name, module: found.module, version: found.version, schemaDigest: event.schemaDigest },
    ...{ documentation: commentOf(desc), owner: info.owner, topic: info.topic, key: info.key },
    kind: words(EventKindSchema, info.kind),
    ordering: words(OrderingSchema, info.ordering),
    retired: info.options.retired,
    lineage: found.lineage,
    types: types.map((type) => typeView(type, new Set(types), type === desc ? since : new Map())),
    versions: found.versions.map(({ version, schemaDigest, createdAt }) => ({
      ...{ version, schemaDigest },
      createTime: new Date(createdAt).toISOString(),
    })),
    source: { path: desc.file.proto.name, text: context.source },
    use: useOf(found, context.packageName),
    upcasting: lineagePlan(found).steps.map(stepView),
    samples: context.samples.map((sample) => sampleView(sample, found)),
    services: context.usages.map((usage) => serviceView(usage, found)),
  };
}

function useOf({ module, version, info }: FoundEvent, packageName: string): EventView["use"] {
  if (packageName === "") return undefined;
  const path = info.desc.file.proto.name.replace(/\.proto$/, "").replaceAll("_", "-");
  const inside = path.startsWith(`${module}/`) ? path.slice(module.length + 1) : path;
  return { install: `npm install ${packageName}@^${version}`, path: `${packageName}/${inside}` };
}

type NamedType = DescMessage | DescEnum;

/** The event and the types that it is made of, nearest first; those of Protobuf itself need no explanation. */
function closure(event: DescMessage): NamedType[] {
  const found = new Set<NamedType>([event]);
  for (const type of found) {
    for (const field of type.kind === "message" ? type.fields : []) {
      const inner = field.message ?? field.enum;
      if (inner !== undefined && inner.file.proto.package !== "google.protobuf") found.add(inner);
    }
  }
  return [...found];
}

function typeView(type: NamedType, known: ReadonlySet<NamedType>, since: ReadonlyMap<string, string>): TypeView {
  return {
    name: type.typeName,
    kind: type.kind,
    documentation: commentOf(type),
    fields: type.kind === "message" ? type.fields.map((field) => fieldView(field, known, since)) : [],
    values:
      type.kind === "enum"
        ? type.values.map((value) => ({
            ...{ number: value.number, name: value.name, documentation: commentOf(value) },
          }))
        : [],
  };
}

function fieldView(field: DescField, known: ReadonlySet<NamedType>, since: ReadonlyMap<string, string>): FieldView {
  const options = getOption(field, fieldOption);
  const type = field.message ?? field.enum;
  return {
    number: field.number,
    name: field.name,
    type: typeText(field, (name) => shownName(name, field.parent.file.proto.package)),
    typeName: type !== undefined && known.has(type) ? type.typeName : "",
    cardinality: cardinality(field),
    documentation: commentOf(field),
    since: options.since || (since.get(field.name) ?? ""),
    deprecated: field.deprecated,
    classification: words(ClassificationSchema, options.classification),
  };
}

/** Types of the event's own package are shown without it. */
function shownName(fullName: string, ownPackage: string): string {
  return fullName.startsWith(`${ownPackage}.`) ? fullName.slice(ownPackage.length + 1) : fullName;
}

function cardinality(field: DescField): string {
  if (field.oneof !== undefined) return `one of ${field.oneof.name}`;
  if (field.fieldKind === "list") return "many";
  if (field.fieldKind === "map") return "map";
  return field.proto.proto3Optional || field.fieldKind === "message" ? "optional" : "one";
}

/** An enum value's name as words, empty when unspecified. */
function words(type: DescEnum, number: number): string {
  return number === 0 ? "" : (type.value[number]?.localName.toLowerCase().replaceAll("_", " ") ?? "");
}
