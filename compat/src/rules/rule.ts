import type { Change, ChangeKind, ChangeOf } from "../change.ts";
import type { Element } from "../schema/elements.ts";
import type { Place } from "./place.ts";

/** The versions of buf.yaml, which differ in the rules they know. */
export type ConfigVersion = "v1beta1" | "v1" | "v2";

/** buf's categories, and two of our own that no configuration of buf can name. */
export type Category = "FILE" | "PACKAGE" | "WIRE_JSON" | "WIRE" | "CSR" | "SILENT" | "EVENT";

/** The categories of a rule in each version of buf.yaml; a version that lacks the rule is absent. */
export type RuleCategories = Readonly<Partial<Record<ConfigVersion, readonly Category[]>>>;

/** What a rule objects to. */
export interface Complaint {
  readonly message: string;
  readonly element: Element;
  /** Where; absent for what is nowhere any more. */
  readonly place?: Place;
  /** Where it was. */
  readonly was?: Place;
  /** What a reader of the other version would see. */
  readonly example?: string;
}

/** An opinion about one kind of facts. */
export interface Rule {
  readonly id: string;
  readonly purpose: string;
  readonly categories: RuleCategories;
  /** What the author can do about it. */
  readonly next: string;
  readonly on: readonly ChangeKind[];
  readonly check: (change: Change) => readonly Complaint[];
}

/** A rule as its author writes it: the check sees only the facts it asked for. */
export interface RuleSpec<K extends ChangeKind> extends Omit<Rule, "on" | "check"> {
  readonly on: readonly K[];
  readonly check: (change: ChangeOf<K>) => Complaint | readonly Complaint[] | undefined;
}

/** Makes a rule of its spec. */
export function rule<K extends ChangeKind>(spec: RuleSpec<K>): Rule {
  const kinds: ReadonlySet<string> = new Set(spec.on);
  const isMine = (change: Change): change is ChangeOf<K> => kinds.has(change.kind);
  return { ...spec, check: (change) => (isMine(change) ? list(spec.check(change)) : []) };
}

function list(found: Complaint | readonly Complaint[] | undefined): readonly Complaint[] {
  if (found === undefined) return [];
  return "message" in found ? [found] : found;
}

/** Reads the categories of a rule that every version of buf.yaml knows; CSR exists in v2 only. */
export function everywhere(names: string): RuleCategories {
  const v2 = split(names);
  const v1 = v2.filter((category) => category !== "CSR");
  return { v2, v1, v1beta1: v1 };
}

/** Reads categories as `everywhere`, with others in v1beta1. */
export function unlikeV1Beta1(names: string, v1beta1: string): RuleCategories {
  return { ...everywhere(names), v1beta1: split(v1beta1) };
}

/** Reads the categories of a rule that v1beta1 lacks. */
export function sinceV1(names: string): RuleCategories {
  const { v1, v2 } = everywhere(names);
  return { ...(v1 && { v1 }), ...(v2 && { v2 }) };
}

/** Reads the categories of a rule that only v2 knows. */
export function sinceV2(names: string): RuleCategories {
  return { v2: split(names) };
}

function split(names: string): Category[] {
  return names.split(" ") as Category[];
}
