import { getExtension, hasExtension, toJson } from "@bufbuild/protobuf";
import { DurationSchema } from "@bufbuild/protobuf/wkt";
import { packageVersion } from "@postel/model";
import { EventKindSchema, type EventOptions, event, Ordering, OrderingSchema } from "@postel/proto";
import type { Change, ChangeOf, EventAspect, Pair } from "../change.ts";
import type { MessageElement } from "../schema/elements.ts";
import { findMessage, type Schema } from "../schema/schema.ts";
import type { Comparison } from "./comparison.ts";

/** Lists what happened to a message as an event. */
export function* diffEvent(
  { schemas }: Comparison,
  { before, after }: Pair<MessageElement | undefined>,
): Generator<Change> {
  const from = before === undefined ? undefined : eventOf(before);
  const to = after === undefined ? undefined : eventOf(after);
  if (before !== undefined && from !== undefined && to === undefined)
    yield { kind: "event.removed", before, remains: after ?? schemas.after.files.get(before.file.path) };
  if (after !== undefined && from === undefined && to !== undefined)
    yield { kind: "event.added", after, continues: predecessorOf(schemas.after, after, to) };
  if (before !== undefined && after !== undefined && from !== undefined && to !== undefined)
    yield* diffAnnotation({ before, after }, from, to);
}

/** The event that a new one continues: the one it names, else the one of the same name in the nearest earlier major. */
function predecessorOf(
  schema: Schema,
  message: MessageElement,
  { upcastsFrom }: EventOptions,
): MessageElement | undefined {
  if (upcastsFrom !== "") return findMessage(schema, upcastsFrom);
  const { base, major, stable } = packageVersion(message.file.package);
  if (!stable) return undefined;
  for (let earlier = Math.min(major, MAX_MAJOR) - 1; earlier >= 0; earlier--) {
    const found = findMessage(schema, `${earlier === 0 ? base : `${base}.v${earlier}`}.${message.nestedName}`);
    if (found !== undefined && eventOf(found) !== undefined) return found;
  }
  return undefined;
}

/** Bounds the search for earlier majors in a hostile schema. */
const MAX_MAJOR = 1000;

/** The annotation that makes a message an event. */
export function eventOf({ proto }: MessageElement): EventOptions | undefined {
  return proto.options !== undefined && hasExtension(proto.options, event)
    ? getExtension(proto.options, event)
    : undefined;
}

/** The topic of an event: the full name of the message unless the annotation says otherwise. */
export function topicOf(message: MessageElement, options: EventOptions): string {
  return options.topic === "" ? message.fullName : options.topic;
}

type EventChange = ChangeOf<"event.changed">;

function* diffAnnotation(pair: Pair<MessageElement>, from: EventOptions, to: EventOptions): Generator<EventChange> {
  const before = describe(pair.before, from);
  const after = describe(pair.after, to);
  for (const what of Object.keys(before) as EventAspect[])
    if (before[what] !== after[what])
      yield { kind: "event.changed", what, ...pair, from: before[what], to: after[what] };
}

function describe(message: MessageElement, options: EventOptions): Record<EventAspect, string> {
  return {
    topic: topicOf(message, options),
    key: options.key,
    ordering: OrderingSchema.value[effectiveOrdering(options)]?.name ?? "",
    owner: options.owner,
    kind: EventKindSchema.value[options.kind]?.name ?? "",
    predecessor: options.upcastsFrom,
    drops: options.drops.join(", "),
    retention: duration(options.retention),
    "deduplication window": duration(options.dedupWindow),
    "maximum size": String(options.maxSize),
    sunset: options.sunset,
    retired: String(options.retired),
  };
}

function effectiveOrdering({ ordering, key }: EventOptions): Ordering {
  if (ordering !== Ordering.UNSPECIFIED) return ordering;
  return key === "" ? Ordering.NONE : Ordering.KEY;
}

function duration(value: EventOptions["retention"]): string {
  return value === undefined ? "" : String(toJson(DurationSchema, value));
}
