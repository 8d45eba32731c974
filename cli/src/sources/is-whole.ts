import type { DescriptorSet } from "@postel/proto";

/** Tells whether a set holds all that its files import; a bare image may not, and then nothing can be linked. */
export function isWhole({ files }: DescriptorSet): boolean {
  const paths = new Set(files.map((file) => file.path));
  return files.every((file) => file.descriptor.dependency.every((path) => paths.has(path)));
}
