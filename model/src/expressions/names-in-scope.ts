import type { DescEnum, DescFile, DescMessage } from "@bufbuild/protobuf";
import { nestedTypes } from "@bufbuild/protobuf/reflect";

/** Finds a message or enum that a file can name, from the file's package outwards. */
export function typeInScope(file: DescFile, name: string): DescMessage | DescEnum | undefined {
  const types = typesSeenBy(file);
  const scopes = file.proto.package.split(".");
  for (let length = scopes.length; length >= 0; length--) {
    const scope = scopes.slice(0, length).join(".");
    const found = types.get(scope === "" ? name.replace(/^\./, "") : `${scope}.${name}`);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Finds a message that a file or its imports define, by full name. */
export function messageSeenBy(file: DescFile, typeName: string): DescMessage | undefined {
  const found = typesSeenBy(file).get(typeName);
  return found?.kind === "message" ? found : undefined;
}

const known = new WeakMap<DescFile, ReadonlyMap<string, DescMessage | DescEnum>>();

function typesSeenBy(file: DescFile): ReadonlyMap<string, DescMessage | DescEnum> {
  const cached = known.get(file);
  if (cached !== undefined) return cached;
  const files = new Set<DescFile>([file]);
  for (const next of files) for (const dependency of next.dependencies) files.add(dependency);
  const types = new Map<string, DescMessage | DescEnum>();
  for (const type of [...files].flatMap((one) => [...nestedTypes(one)]))
    if (type.kind === "message" || type.kind === "enum") types.set(type.typeName, type);
  known.set(file, types);
  return types;
}
