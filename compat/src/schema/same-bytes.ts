import { joinRanges, type Skim } from "./skim.ts";

/** A file whose outermost fields are known. */
export interface Skimmed {
  readonly bytes: Uint8Array;
  readonly skim: Skim;
}

/** Tells whether two encoded files are equal once source info and buf's image extension are cut out. */
export function sameSchemaBytes(a: Skimmed, b: Skimmed): boolean {
  if (a.skim.kept.length !== b.skim.kept.length) return equalBytes(cut(a), cut(b));
  return a.skim.kept.every(([from, to], index) => {
    const other = b.skim.kept[index];
    if (other === undefined || other[1] - other[0] !== to - from) return false;
    return equalBytes(a.bytes.subarray(from, to), b.bytes.subarray(other[0], other[1]));
  });
}

/** Tells whether two byte arrays are equal. */
export function equalBytes(a: Uint8Array, b: Uint8Array): boolean {
  return a.byteLength === b.byteLength && Buffer.compare(a, b) === 0;
}

function cut({ bytes, skim }: Skimmed): Uint8Array {
  return joinRanges(bytes, skim.kept);
}
