import type {
  Element,
  EnumElement,
  EnumValueElement,
  FieldElement,
  FileElement,
  MessageElement,
  MethodElement,
  OneofElement,
  ServiceElement,
} from "./schema/elements.ts";

/** One thing on both sides. */
export interface Pair<E> {
  readonly before: E;
  readonly after: E;
}

interface Added<K extends string, E> {
  readonly kind: `${K}.added`;
  readonly before?: undefined;
  readonly after: E;
}

interface Removed<K extends string, E> {
  readonly kind: `${K}.removed`;
  readonly before: E;
  readonly after?: undefined;
}

/** A detail that differs; texts are as a person would write them, empty where there is nothing. */
interface Changed<K extends string, E, W extends string> extends Pair<E> {
  readonly kind: `${K}.changed`;
  readonly what: W;
  /** Name of the option, when `what` is "option" or "validation". */
  readonly name?: string;
  readonly from: string;
  readonly to: string;
  /** Whether validation refuses more or fewer values than before; absent when it cannot matter. */
  readonly direction?: "tightened" | "loosened";
}

/** A type that is no longer where it was. */
export interface Left<E> {
  readonly before: E;
  /** The file at the old path, if it is still there. */
  readonly home: FileElement | undefined;
}

/** A type that is gone for good. */
export interface Gone<E> extends Left<E> {
  /** The nearest message around it that is still there, in whatever file. */
  readonly enclosing: MessageElement | undefined;
  /** True when its package still has a file. */
  readonly packageLives: boolean;
  /** True when its package still has other types of the same kind. */
  readonly packageKeepsOthers: boolean;
}

type TypeChange<K extends string, E, W extends string> =
  | Added<K, E>
  | (Removed<K, E> & Gone<E>)
  | ({ readonly kind: `${K}.moved` } & Pair<E> & Left<E>)
  | Changed<K, E, W>;

type MemberChange<K extends string, E, P, W extends string> =
  | (Added<K, E> & { readonly within: Pair<P> })
  | (Removed<K, E> & { readonly within: Pair<P> })
  | Changed<K, E, W>;

/** Details of a field that can differ. */
export type FieldAspect =
  | "name"
  | "json name"
  | "cardinality"
  | "type"
  | "oneof"
  | "default"
  | "label"
  | "jstype"
  | "C++ string type"
  | "Java UTF8 validation"
  | "UTF8 validation"
  | "validation"
  | "option";

/** Enum values of one number, as a person sees them: aliases are names of one value. */
interface ValueChange<K extends string> {
  readonly kind: K;
  readonly number: number;
  readonly within: Pair<EnumElement>;
  readonly before: readonly EnumValueElement[];
  readonly after: readonly EnumValueElement[];
}

/** A range of numbers, both ends included. */
export interface NumberRange {
  readonly start: number;
  readonly end: number;
}

/** Numbers or a name that became (un)available in a message or enum. */
interface RangeChange<K extends string> extends Pair<MessageElement | EnumElement> {
  readonly kind: K;
  readonly range: NumberRange | string;
  /** The parts of the range that the other side lacks; empty for a name. */
  readonly missing: readonly NumberRange[];
}

/** Details of an event's annotation that can differ. */
export type EventAspect =
  | "topic"
  | "key"
  | "ordering"
  | "owner"
  | "kind"
  | "predecessor"
  | "drops"
  | "retention"
  | "deduplication window"
  | "maximum size"
  | "sunset"
  | "retired";

/** One fact about two schemas. It carries no opinion: rules, bump, changelog and UI all read the same list. */
export type Change =
  | Added<"file", FileElement>
  | Removed<"file", FileElement>
  | Changed<"file", FileElement, "package" | "syntax" | "edition" | "import" | "option" | "layout" | "comments">
  | {
      readonly kind: "package.added";
      readonly package: string;
      readonly before?: undefined;
      readonly after: FileElement;
    }
  | {
      readonly kind: "package.removed";
      readonly package: string;
      readonly before: FileElement;
      readonly after?: undefined;
    }
  | TypeChange<
      "message",
      MessageElement,
      "JSON format" | "descriptor accessor" | "visibility" | "option" | "validation"
    >
  | ({ readonly kind: "message.renumbered"; readonly moves: readonly Pair<FieldElement>[] } & Pair<MessageElement>)
  | TypeChange<"enum", EnumElement, "openness" | "JSON format" | "visibility" | "option">
  | ({ readonly kind: "enum.renumbered"; readonly moves: readonly Pair<EnumValueElement>[] } & Pair<EnumElement>)
  | TypeChange<"extension", FieldElement, "number" | "extendee">
  | TypeChange<"service", ServiceElement, "option">
  | (MemberChange<"field", FieldElement, MessageElement, FieldAspect> & {
      /** True for a new field whose rules refuse messages without it. */
      readonly demanded?: boolean;
      readonly enums?: Partial<Pair<EnumElement>>;
      readonly messages?: Partial<Pair<MessageElement>>;
    })
  | MemberChange<"oneof", OneofElement, MessageElement, "option" | "validation">
  | MemberChange<
      "method",
      MethodElement,
      ServiceElement,
      "request type" | "response type" | "client streaming" | "server streaming" | "idempotency level" | "option"
    >
  | ValueChange<"value.added">
  | ValueChange<"value.removed">
  | ValueChange<"value.renamed">
  | Changed<"value", EnumValueElement, "option">
  | RangeChange<"reserved.added">
  | RangeChange<"reserved.removed">
  | RangeChange<"extension range.added">
  | RangeChange<"extension range.removed">
  | (Added<"event", MessageElement> & {
      /** The event of an earlier major that this one continues. */
      readonly continues: MessageElement | undefined;
    })
  | (Removed<"event", MessageElement> & {
      /** What is left of it: the message, which is no event any more, or the file at the old path. */
      readonly remains: MessageElement | FileElement | undefined;
    })
  | Changed<"event", MessageElement, EventAspect>;

/** What a fact is about and what happened to it. */
export type ChangeKind = Change["kind"];

/** The facts of one kind. */
export type ChangeOf<K extends ChangeKind> = Extract<Change, { readonly kind: K }>;

/** The element that a fact is about, on the newer side where there is one. */
export function subjectOf(change: Change): Element {
  if ("number" in change) return change.within.after;
  return change.after ?? change.before;
}
