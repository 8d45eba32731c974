import type { DescExtension, DescFile } from "@bufbuild/protobuf";
import { nestedTypes } from "@bufbuild/protobuf/reflect";

/**
 * Finds the extension of a descriptor option that a file uses, by the extended message and the number.
 * Looks through everything that the file imports; undefined when the set does not carry the extension's file.
 */
export function findExtension(file: DescFile, extendee: string, number: number): DescExtension | undefined {
  return extensionsSeenBy(file).get(`${extendee}/${number}`);
}

const known = new WeakMap<DescFile, ReadonlyMap<string, DescExtension>>();

function extensionsSeenBy(file: DescFile): ReadonlyMap<string, DescExtension> {
  const cached = known.get(file);
  if (cached !== undefined) return cached;
  const seen = new Set<DescFile>([file]);
  for (const next of seen) for (const dependency of next.dependencies) seen.add(dependency);
  const extensions = new Map<string, DescExtension>();
  for (const { extendee, number, extension } of [...seen].flatMap(optionExtensions))
    extensions.set(`${extendee}/${number}`, extension);
  known.set(file, extensions);
  return extensions;
}

const own = new WeakMap<DescFile, readonly OptionExtension[]>();

interface OptionExtension {
  readonly extendee: string;
  readonly number: number;
  readonly extension: DescExtension;
}

function optionExtensions(file: DescFile): readonly OptionExtension[] {
  const cached = own.get(file);
  if (cached !== undefined) return cached;
  const found = [...nestedTypes(file)]
    .filter((type) => type.kind === "extension")
    .filter(({ extendee }) => extendee.typeName.startsWith("google.protobuf."))
    .map((extension) => ({ extendee: extension.extendee.typeName, number: extension.number, extension }));
  own.set(file, found);
  return found;
}
