import type { DescriptorSet } from "@postel/proto";

/** Adds the files that only the earlier set has, so that majors which are gone can still be planned from. */
export function joinSets(earlier: DescriptorSet, later: DescriptorSet): DescriptorSet {
  const known = new Set(later.files.map(({ path }) => path));
  return { files: [...earlier.files.filter(({ path }) => !known.has(path)), ...later.files] };
}
