import {
  type DescriptorProto_ExtensionRange,
  ExtensionRangeOptionsSchema,
  MessageOptionsSchema,
  OneofOptionsSchema,
} from "@bufbuild/protobuf/wkt";
import { event } from "@postel/proto";
import type { Change, ChangeOf, Pair } from "../change.ts";
import type { MessageElement, OneofElement } from "../schema/elements.ts";
import { jsonFormatName } from "../schema/features.ts";
import { withoutDot } from "../schema/read-elements.ts";
import { sameTypeBytes } from "../schema/type-bytes.ts";
import type { Comparison } from "./comparison.ts";
import { diffEvent } from "./diff-events.ts";
import { diffFields } from "./diff-fields.ts";
import { optionChanges } from "./diff-options.ts";
import { diffRanges } from "./diff-ranges.ts";
import { keyed, match } from "./element-index.ts";
import { typeFacts } from "./type-facts.ts";
import { visibilityOf } from "./visibility.ts";

/** Lists what happened to messages and all that is in them. */
export function* diffMessages(comparison: Comparison): Generator<Change> {
  const { before, after } = comparison.index;
  const facts = typeFacts(comparison, before.messages, after.messages, "messages");
  for (const gone of facts.gone) yield { kind: "message.removed", ...gone };
  for (const moved of facts.moved) yield { kind: "message.moved", ...moved };
  for (const message of facts.added) yield { kind: "message.added", after: message };
  for (const gone of facts.gone) yield* diffEvent(comparison, { before: gone.before, after: undefined });
  for (const message of facts.added) yield* diffEvent(comparison, { before: undefined, after: message });
  for (const pair of facts.both) {
    if (isUntouched(comparison, pair)) continue;
    const events = [...diffEvent(comparison, pair)];
    yield* diffMessage(comparison, pair, events.length > 0 ? [NO_ACCESSOR, event.number] : [NO_ACCESSOR]);
    yield* diffFields(comparison, pair);
    yield* diffOneofs(comparison, pair);
    yield* diffRanges(pair);
    yield* events;
  }
}

/** Nothing can differ in messages of the same bytes, unless an enum moved the default of a field. */
function isUntouched({ movedDefaults }: Comparison, { before, after }: Pair<MessageElement>): boolean {
  if (!sameTypeBytes(before, after)) return false;
  return movedDefaults.size === 0 || !after.proto.field.some(({ typeName }) => movedDefaults.has(withoutDot(typeName)));
}

type MessageChange = ChangeOf<"message.changed">;

function* diffMessage(
  comparison: Comparison,
  pair: Pair<MessageElement>,
  except: readonly number[],
): Generator<MessageChange> {
  const { before, after } = pair;
  const changed = (what: MessageChange["what"], from: string, to: string): MessageChange[] =>
    from === to ? [] : [{ kind: "message.changed", what, ...pair, from, to }];
  yield* changed("JSON format", jsonFormatName(before.features), jsonFormatName(after.features));
  yield* changed("descriptor accessor", hidesAccessor(before), hidesAccessor(after));
  yield* changed("visibility", visibilityOf(before), visibilityOf(after));
  const options = { before: before.proto.options, after: after.proto.options };
  for (const option of optionChanges(comparison, MessageOptionsSchema, options, except))
    yield { kind: "message.changed", ...pair, ...option };
  yield* extensionRangeChanges(comparison, pair);
}

/** What ranges of extensions declare; ranges are told apart by their numbers. */
function* extensionRangeChanges(comparison: Comparison, pair: Pair<MessageElement>): Generator<MessageChange> {
  const byNumbers = ({ proto }: MessageElement) => keyed(proto.extensionRange, numbersOf);
  for (const range of match(byNumbers(pair.before), byNumbers(pair.after)).both) {
    const options = { before: range.before.options, after: range.after.options };
    for (const { name, from, to } of optionChanges(comparison, ExtensionRangeOptionsSchema, options))
      yield {
        kind: "message.changed",
        what: "option",
        name: `${name} of ${numbersOf(range.after)}`,
        ...pair,
        from,
        to,
      };
  }
}

function numbersOf({ start, end }: DescriptorProto_ExtensionRange): string {
  return `extensions ${end - start === 1 ? start : `${start} to ${end - 1}`}`;
}

/** Field number of `no_standard_descriptor_accessor` in google.protobuf.MessageOptions. */
const NO_ACCESSOR = 2;

function hidesAccessor({ proto }: MessageElement): string {
  return String(proto.options?.noStandardDescriptorAccessor ?? false);
}

function* diffOneofs(comparison: Comparison, within: Pair<MessageElement>): Generator<Change> {
  const byName = (message: MessageElement) => keyed(message.oneofs.filter(isWritten), (oneof) => oneof.name);
  const { both, removed, added } = match(byName(within.before), byName(within.after));
  for (const before of removed) yield { kind: "oneof.removed", before, within };
  for (const after of added) yield { kind: "oneof.added", after, within };
  for (const pair of both) {
    const options = { before: pair.before.proto.options, after: pair.after.proto.options };
    for (const option of optionChanges(comparison, OneofOptionsSchema, options))
      yield { kind: "oneof.changed", ...pair, ...option };
  }
}

function isWritten(oneof: OneofElement): boolean {
  return !oneof.isSynthetic;
}
