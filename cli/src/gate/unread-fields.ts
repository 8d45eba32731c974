import { type DescField, type DescMessage, fromBinary, type Message, toBinary } from "@bufbuild/protobuf";
import { isReflectMessage, type ReflectMessage, reflect } from "@bufbuild/protobuf/reflect";
import type { ReportedFinding } from "@postel/compat";
import { type EventInfo, planStep } from "@postel/model";
import { lossFinding } from "../upcasts/lineage-report.ts";
import type { UpcastFiles } from "../upcasts/upcast-files.ts";
import type { Outcome } from "./run-samples.ts";
import type { StoredSample } from "./stored-sample.ts";

/** A field that a hand-written function could read, but whose name stands in none. */
export interface UnreadField {
  readonly from: EventInfo;
  readonly to: EventInfo;
  /** Field names from the event, such as `lines.weight`. */
  readonly path: string;
}

/** A sample that lacks the field; when it is read as the sample itself is, the field is lost. */
export interface Probe {
  readonly field: UnreadField;
  readonly whole: StoredSample;
  readonly without: StoredSample;
}

/** Finds the fields of a lineage that only functions could read, and whose names none of these functions holds. */
export function unreadFields(majors: readonly EventInfo[], upcasts: UpcastFiles): UnreadField[] {
  const words = new Set([...upcasts.values()].flatMap((text) => text.match(/[\w$]+/g) ?? []));
  return majors.slice(1).flatMap((to, at) => {
    const from = majors[at];
    if (from === undefined) return [];
    const open = planStep(from.desc, to.desc).lost.filter(({ certain, declared }) => !certain && !declared);
    const names = open.filter(({ path }) => !words.has(fieldsAt(from.desc, path).at(-1)?.localName ?? ""));
    return names.map(({ path }) => ({ from, to, path }));
  });
}

/** Makes a sample without the field of each sample that has it: a function may read fields without naming them. */
export function probesOf(fields: readonly UnreadField[], samples: readonly StoredSample[]): Probe[] {
  return fields.flatMap((field) =>
    samples
      .filter(({ event }) => event === field.from.name)
      .flatMap((whole) => {
        const data = withoutField(field.from.desc, whole.data, field.path);
        if (data === undefined) return [];
        return [{ field, whole, without: { ...whole, name: `${whole.name} without ${field.path}`, data } }];
      }),
  );
}

/** Reports the fields that changed nothing in any sample that had them. */
export function lostUnread(
  probes: readonly Probe[],
  outcomeOf: (sample: StoredSample) => Outcome | undefined,
): ReportedFinding[] {
  return [...Map.groupBy(probes, ({ field }) => field)].flatMap(([{ from, to, path }, tried]) => {
    const isLost = tried.every(({ whole, without }) => areSame(outcomeOf(whole), outcomeOf(without)));
    return isLost ? [lossFinding(to.desc, from.name, path, "none of the functions reads it")] : [];
  });
}

function areSame(one: Outcome | undefined, other: Outcome | undefined): boolean {
  return one?.kind === "ok" && other?.kind === "ok" && Buffer.compare(one.data, other.data) === 0;
}

/** Clears a field wherever it stands; undefined when nothing was there, or the bytes cannot be read. */
function withoutField(desc: DescMessage, data: Uint8Array, path: string): Uint8Array | undefined {
  try {
    const message = fromBinary(desc, data);
    return clear(desc, message, fieldsAt(desc, path)) ? toBinary(desc, message) : undefined;
  } catch {
    return undefined;
  }
}

function clear(desc: DescMessage, message: Message, [field, ...rest]: readonly DescField[]): boolean {
  if (field === undefined) return false;
  const reflected = reflect(desc, message);
  if (!reflected.isSet(field)) return false;
  if (rest.length === 0) {
    reflected.clear(field);
    return true;
  }
  const inner = messagesIn(reflected, field);
  return inner.map((each) => field.message !== undefined && clear(field.message, each, rest)).includes(true);
}

function messagesIn(message: ReflectMessage, field: DescField): Message[] {
  if (field.fieldKind === "message") return [message.get(field).message];
  const values =
    field.fieldKind === "list" ? message.get(field) : field.fieldKind === "map" ? message.get(field).values() : [];
  return [...values].flatMap((each) => (isReflectMessage(each) ? [each.message] : []));
}

function fieldsAt(desc: DescMessage, path: string): DescField[] {
  const fields: DescField[] = [];
  let inside: DescMessage | undefined = desc;
  for (const name of path.split(".")) {
    const field: DescField | undefined = inside?.fields.find((each) => each.name === name);
    if (field === undefined) break;
    fields.push(field);
    inside = field.message;
  }
  return fields;
}
