import { getExtension, hasExtension } from "@bufbuild/protobuf";
import { field as fieldEvolution } from "@postel/proto";
import type { Pair } from "../change.ts";
import { isNameReserved } from "../rules/reserved.ts";
import { commentOf } from "../schema/comments.ts";
import type { FieldElement } from "../schema/elements.ts";
import { kindOf, typeNameOf } from "../schema/kinds.ts";
import { fieldNamed } from "../schema/lookup.ts";
import { frameOf } from "./misread.ts";
import { relate, tellingWords } from "./related-names.ts";

/** Why a number is held to mean something else now. */
export type ReuseSign = "moved away" | "moved here" | "reserved" | "unrelated";

/**
 * Tells a number that was given to another field from a field that was renamed; undefined for a rename, and for fields
 * that changed places, which is another story. Only fields whose bytes the reader accepts count. The signs, in order:
 * the old name lives on under another number; the new name came from another number; the old name is reserved; else the
 * names have nothing in common, no annotation says `renamed_from` and no comment speaks for a rename.
 */
export function fieldReuse({ before, after }: Pair<FieldElement>): ReuseSign | undefined {
  if (before.parent === undefined || after.parent === undefined || before.name === after.name) return undefined;
  if (before.parent.isMapEntry || frameOf(kindOf(before)) !== frameOf(kindOf(after))) return undefined;
  const stays = fieldNamed(after.parent, before.name) !== undefined;
  const wasThere = fieldNamed(before.parent, after.name) !== undefined;
  if (stays && wasThere) return undefined;
  if (stays) return "moved away";
  if (wasThere) return "moved here";
  if (renamedFrom(after) === before.name || sameComment(before, after)) return undefined;
  const relation = relate(before.name, after.name);
  if (relation === "related") return undefined;
  if (isNameReserved(after.parent, before.name)) return "reserved";
  return relation === "not" || typeChanged(before, after) ? "unrelated" : undefined;
}

function renamedFrom({ proto }: FieldElement): string {
  const { options } = proto;
  return options !== undefined && hasExtension(options, fieldEvolution)
    ? getExtension(options, fieldEvolution).renamedFrom
    : "";
}

/** A comment that stayed speaks for a rename, unless it is about the old name. */
function sameComment(before: FieldElement, after: FieldElement): boolean {
  const comment = commentOf(before);
  return (
    comment !== "" && comment === commentOf(after) && !tellingWords(before.name).some((word) => says(comment, word))
  );
}

function says(comment: string, word: string): boolean {
  return comment.toLowerCase().includes(word);
}

function typeChanged(before: FieldElement, after: FieldElement): boolean {
  return kindOf(before) !== kindOf(after) || typeNameOf(before) !== typeNameOf(after);
}
