import { getExtension, hasExtension, toJson } from "@bufbuild/protobuf";
import { DurationSchema } from "@bufbuild/protobuf/wkt";
import { EventKindSchema, type EventOptions, event, Ordering, OrderingSchema } from "@postel/proto";
import type { Change, ChangeOf, EventAspect, Pair } from "../change.ts";
import type { MessageElement } from "../schema/elements.ts";

/** Lists what happened to a message as an event. */
export function* diffEvent({ before, after }: Pair<MessageElement | undefined>): Generator<Change> {
  const from = before === undefined ? undefined : eventOf(before);
  const to = after === undefined ? undefined : eventOf(after);
  if (before !== undefined && from !== undefined && to === undefined) yield { kind: "event.removed", before };
  if (after !== undefined && from === undefined && to !== undefined) yield { kind: "event.added", after };
  if (before !== undefined && after !== undefined && from !== undefined && to !== undefined)
    yield* diffAnnotation({ before, after }, from, to);
}

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
