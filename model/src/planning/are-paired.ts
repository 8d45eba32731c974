import type { DescFile, DescMessage } from "@bufbuild/protobuf";
import { relativeName } from "../events/event-info.ts";
import { type Direction, predecessorNameOf } from "./evolution-of.ts";

/**
 * Tells whether the message types of two fields are one message in two versions: by full name, as `upcasts_from` says,
 * or by the name within their packages. The fields name the packages, so that a message may move with its users.
 */
export function arePaired(source: DescMessage, target: DescMessage, direction: Direction): boolean {
  if (source.typeName === target.typeName) return true;
  const [earlier, later] = direction === "up" ? [source, target] : [target, source];
  const named = predecessorNameOf(later);
  if (named !== "") return named === earlier.typeName;
  return relativeName(earlier) === relativeName(later) || wasNested(earlier, later);
}

/**
 * A nested message that became a top-level one, the other way round, or went along with its renamed holder: alike in its
 * own name and in half of the fields that it had, where no other message has kept, or had, the whole name.
 */
function wasNested(earlier: DescMessage, later: DescMessage): boolean {
  if (earlier.name !== later.name) return false;
  if (declares(later.file, relativeName(earlier)) || declares(earlier.file, relativeName(later))) return false;
  return keepsHalf(earlier, later);
}

/** A message may have grown a good deal: what it had counts. */
function keepsHalf(earlier: DescMessage, later: DescMessage): boolean {
  const names = new Set(later.fields.map(({ name }) => name));
  return earlier.fields.filter(({ name }) => names.has(name)).length * 2 >= earlier.fields.length;
}

function declares({ messages }: DescFile, name: string): boolean {
  const [first, ...nested] = name.split(".");
  const top = messages.find((message) => message.name === first);
  return undefined !== nested.reduce((within, part) => within?.nestedMessages.find(({ name }) => name === part), top);
}
