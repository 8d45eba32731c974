import type { DescEnum, DescExtension, DescFile, DescMessage } from "@bufbuild/protobuf";

/** Every full name that a file can see, packages included. */
export type Symbols = ReadonlySet<string>;

/** Collects the names of a file and of everything it imports, directly or not. */
export function visibleSymbols(files: readonly DescFile[]): Symbols {
  const symbols = new Set<string>();
  for (const file of files) {
    for (const name of prefixes(file.proto.package)) symbols.add(name);
    for (const message of file.messages) addMessage(symbols, message);
    for (const item of file.enums) addEnum(symbols, item);
    for (const extension of file.extensions) symbols.add(extension.typeName);
    for (const service of file.services) {
      symbols.add(service.typeName);
      for (const method of service.methods) symbols.add(`${service.typeName}.${method.name}`);
    }
  }
  return symbols;
}

/**
 * Writes a reference to `target` (a full name without leading dot) from within `scope`: short inside its own package, else
 * in full, and with a leading dot only where anything else would mean something different.
 */
export function typeReference(symbols: Symbols, packageName: string, scope: string, target: string): string {
  return candidates(packageName, target).find((name) => resolve(symbols, scope, name) === target) ?? `.${target}`;
}

function candidates(packageName: string, target: string): string[] {
  if (packageName === "" || !target.startsWith(`${packageName}.`)) return [target];
  const parts = target.slice(packageName.length + 1).split(".");
  return [...parts.map((_, index) => parts.slice(parts.length - 1 - index).join(".")), target];
}

/** Follows Protobuf's rule: the innermost scope that knows the first part decides. */
function resolve(symbols: Symbols, scope: string, name: string): string | undefined {
  const first = name.split(".")[0] ?? "";
  for (const outer of [...prefixes(scope).reverse(), ""]) {
    const prefix = outer === "" ? "" : `${outer}.`;
    if (symbols.has(`${prefix}${first}`)) return `${prefix}${name}`;
  }
  return undefined;
}

function prefixes(name: string): string[] {
  if (name === "") return [];
  const parts = name.split(".");
  return parts.map((_, index) => parts.slice(0, index + 1).join("."));
}

function addMessage(symbols: Set<string>, message: DescMessage): void {
  symbols.add(message.typeName);
  for (const field of message.proto.field) symbols.add(`${message.typeName}.${field.name}`);
  for (const oneof of message.proto.oneofDecl) symbols.add(`${message.typeName}.${oneof.name}`);
  for (const nested of message.proto.nestedType) symbols.add(`${message.typeName}.${nested.name}`);
  for (const nested of message.nestedMessages) addMessage(symbols, nested);
  for (const nested of message.nestedEnums) addEnum(symbols, nested);
  for (const extension of message.nestedExtensions) addExtension(symbols, extension);
}

function addEnum(symbols: Set<string>, item: DescEnum): void {
  symbols.add(item.typeName);
  const scope = item.typeName.slice(0, item.typeName.length - item.name.length);
  for (const value of item.values) symbols.add(`${scope}${value.name}`);
}

function addExtension(symbols: Set<string>, extension: DescExtension): void {
  symbols.add(extension.typeName);
}
