import { createHash } from "node:crypto";
import type { DescEnum, DescMessage } from "@bufbuild/protobuf";
import { canonicalEnum, canonicalMessage } from "./canonical-type.ts";

/**
 * Digest of everything that decides how an event's bytes are read and checked: the message and all messages and enums
 * that it reaches. Gives `sha256:` and 64 hexadecimal digits. Files, declaration order, comments and unrelated types
 * do not matter; names, numbers, resolved features, defaults and options do.
 */
export function schemaDigest(event: DescMessage): string {
  const types = [...closure(event)].sort((a, b) => (a.typeName < b.typeName ? -1 : 1));
  const text = JSON.stringify([
    "postel-schema-1",
    event.typeName,
    types.map((type) => (type.kind === "message" ? canonicalMessage(type) : canonicalEnum(type))),
  ]);
  return `sha256:${createHash("sha256").update(text).digest("hex")}`;
}

/** A loop instead of recursion, so that no chain of messages is too long. */
function closure(root: DescMessage): ReadonlySet<DescMessage | DescEnum> {
  const reached = new Set<DescMessage | DescEnum>([root]);
  for (const type of reached) {
    if (type.kind === "enum") continue;
    for (const field of type.fields) {
      const used = field.message ?? field.enum;
      if (used !== undefined) reached.add(used);
    }
  }
  return reached;
}
