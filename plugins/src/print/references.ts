import { type DescEnum, type DescFile, type DescMessage, hasOption } from "@bufbuild/protobuf";
import { nestedTypes } from "@bufbuild/protobuf/reflect";
import type { GeneratedFile, ImportSymbol } from "@bufbuild/protoplugin";
import { event as eventOption } from "@postel/proto";
import { eventNames } from "../names/event-names.ts";
import { eventSubpath, fileSubpath, packageOf } from "../names/subpath.ts";
import type { PackageMapping } from "../options.ts";
import { RUNTIME, type RuntimeName, runtimeNames } from "../runtime-names.ts";
import { siblingPath } from "./sibling-path.ts";

/** Refers to things from generated code and imports them where that is needed; names that clash are given aliases. */
export interface References {
  /** The TypeScript type of a message or enum. */
  shape(desc: DescMessage | DescEnum): ImportSymbol;
  /** The schema of a message. */
  schema(desc: DescMessage): ImportSymbol;
  /** The definition of an event, from its `_event.ts` or its package. */
  definition(event: DescMessage): ImportSymbol;
  /** A value that a generated or hand-written file beside `file` exports; `suffix` as in `_upcast.js`. */
  sibling(file: DescFile, suffix: string, name: string): ImportSymbol;
  /** An event's lineage, from the file that `suffix` names or its package. */
  lineage(event: DescMessage, suffix: string): ImportSymbol;
  /** A name of `@postel/runtime/gen/v1`. */
  runtime(name: RuntimeName): ImportSymbol;
  /** `create` of protobuf-es. */
  create(): ImportSymbol;
  /** The type `MessageInitShape` of protobuf-es. */
  messageInit(): ImportSymbol;
  /** A global or local name: imports of the same name give way to it. */
  own(name: string): ImportSymbol;
}

/** Makes the references of one generated file; `path` is its own, such as `postel_producers.ts`. */
export function references(f: GeneratedFile, path: string, packages: readonly PackageMapping[]): References {
  const from = `./${path.replace(/\.ts$/, ".js")}`;
  const known = new Map<unknown, ImportSymbol>();
  const once = (key: unknown, make: () => ImportSymbol): ImportSymbol => {
    const symbol = known.get(key) ?? make();
    known.set(key, symbol);
    return symbol;
  };
  const message = (symbol: ImportSymbol, desc: DescMessage | DescEnum) => {
    const subpath = typeSubpath(desc, packages);
    return subpath === undefined ? symbol : f.import(symbol.name, subpath, symbol.typeOnly);
  };
  const sibling = (file: DescFile, suffix: string, name: string) =>
    f.import(name, siblingPath(once(file, () => f.importSchema(file)).from, suffix));
  const exported = (event: DescMessage, suffix: string, name: string) => {
    const mapping = packageOf(event.file, packages);
    return mapping === undefined ? sibling(event.file, suffix, name) : f.import(name, eventSubpath(event, mapping));
  };
  return {
    sibling,
    shape: (desc) => once(desc, () => message(f.importShape(desc), desc)),
    schema: (desc) => once(`${desc.typeName}Schema`, () => message(f.importSchema(desc), desc)),
    definition: (event) => exported(event, "_event.js", eventNames(event).definition),
    lineage: (event, suffix) => exported(event, suffix, eventNames(event).lineage),
    runtime: (name) => f.import(name, RUNTIME, runtimeNames[name] === "type"),
    create: () => f.import("create", "@bufbuild/protobuf"),
    messageInit: () => f.import("MessageInitShape", "@bufbuild/protobuf", true),
    own: (name) => f.import(name, from),
  };
}

/** Packages export a file's messages with its events, or by its own name when it holds none. */
function typeSubpath(desc: DescMessage | DescEnum, packages: readonly PackageMapping[]): string | undefined {
  const mapping = packageOf(desc.file, packages);
  if (mapping === undefined) return undefined;
  const events = [desc, ...nestedTypes(desc.file)].filter((type) => type.kind === "message").filter(isEvent);
  return events[0] === undefined ? fileSubpath(desc.file, mapping) : eventSubpath(events[0], mapping);
}

function isEvent(message: DescMessage): boolean {
  return hasOption(message, eventOption);
}
