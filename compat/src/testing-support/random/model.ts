/** A schema as the generator draws it: loose, mutable, not yet valid. */
export interface RandomFile {
  path: string;
  package: string;
  syntax: "proto2" | "proto3" | "2023" | "2024";
  /** Leaves out what need not be said: the syntax of proto2. */
  isTerse: boolean;
  layout: Layout;
  /** Whether its imports are public. */
  isPublic: boolean;
  options: Record<string, string>;
  messages: RandomMessage[];
  enums: RandomEnum[];
  services: RandomService[];
  extensions: RandomExtension[];
}

/** How a file's text lies on its lines. */
export type Layout = "plain" | "tabs" | "wide" | "crlf" | "one line" | "split" | "commented";

export interface RandomMessage {
  name: string;
  fields: RandomField[];
  messages: RandomMessage[];
  enums: RandomEnum[];
  extensions: RandomExtension[];
  options: Record<string, string>;
  reserved: Range[];
  reservedNames: string[];
  extensionRanges: Range[];
}

export type Range = [start: number, end: number];

export interface RandomField {
  name: string;
  number: number;
  /** A scalar, `group`, or the full name of a type. */
  type: string;
  label: "" | "optional" | "required" | "repeated" | "map";
  mapKey: string;
  oneof: string | undefined;
  jsonName: string | undefined;
  /** Decides the default where the type can have one; undefined: none. */
  defaultSeed: number | undefined;
  options: Record<string, string>;
}

export interface RandomExtension {
  extendee: string;
  field: RandomField;
}

export interface RandomEnum {
  name: string;
  values: [name: string, number: number][];
  options: Record<string, string>;
  reserved: Range[];
  reservedNames: string[];
}

export interface RandomService {
  name: string;
  methods: RandomMethod[];
}

export interface RandomMethod {
  name: string;
  input: string;
  output: string;
  clientStreaming: boolean;
  serverStreaming: boolean;
  idempotency: string | undefined;
}

/** Every message of a file with its full name, nested ones included. */
export function* messagesIn(file: RandomFile): Generator<[fullName: string, message: RandomMessage]> {
  function* walk(scope: string, messages: readonly RandomMessage[]): Generator<[string, RandomMessage]> {
    for (const message of messages) {
      yield [`${scope}.${message.name}`, message];
      yield* walk(`${scope}.${message.name}`, message.messages);
    }
  }
  yield* walk(file.package, file.messages);
}

/** Every enum of a file with its full name, nested ones included. */
export function* enumsIn(file: RandomFile): Generator<[fullName: string, element: RandomEnum]> {
  for (const element of file.enums) yield [`${file.package}.${element.name}`, element];
  for (const [scope, message] of messagesIn(file))
    for (const element of message.enums) yield [`${scope}.${element.name}`, element];
}

/** Tells whether a file is written in an edition, which has features. */
export function isEdition({ syntax }: RandomFile): boolean {
  return syntax.startsWith("20");
}

/** A copy that shares nothing. */
export function copy<T>(value: T): T {
  return structuredClone(value);
}
