import type {
  DescriptorProto,
  EnumDescriptorProto,
  FieldDescriptorProto,
  ServiceDescriptorProto,
} from "@bufbuild/protobuf/wkt";
import type {
  EnumElement,
  EnumValueElement,
  FieldElement,
  FileElement,
  FileElements,
  MessageElement,
  MethodElement,
  OneofElement,
  ServiceElement,
  SourcePath,
} from "./elements.ts";
import { type Features, mergeFeatures } from "./features.ts";

/** Field numbers of descriptor.proto, of which source paths are made. */
const AT = {
  file: { message: 4, enum: 5, service: 6, extension: 7 },
  message: { field: 2, message: 3, enum: 4, extension: 6, oneof: 8 },
  enum: { value: 2 },
  service: { method: 2 },
} as const;

/** What an element inherits from the file or message around it. */
interface Scope {
  readonly file: FileElement;
  readonly parent: MessageElement | undefined;
  /** The nested name of the message around, with a dot after it; empty at file level. */
  readonly prefix: string;
  readonly features: Features;
  readonly at: SourcePath;
}

interface Found {
  messages: MessageElement[];
  enums: EnumElement[];
  extensions: FieldElement[];
  services: ServiceElement[];
}

/** Lists all elements of a file with their names, places and inherited features. */
export function readElements(file: FileElement): FileElements {
  const found: Found = { messages: [], enums: [], extensions: [], services: [] };
  const scope: Scope = { file, parent: undefined, prefix: "", features: file.features, at: [] };
  const { messageType, enumType, extension, service } = file.proto;
  for (const [i, proto] of messageType.entries()) readMessage(found, scope, proto, [AT.file.message, i]);
  for (const [i, proto] of enumType.entries()) found.enums.push(readEnum(scope, proto, [AT.file.enum, i]));
  for (const [i, proto] of extension.entries())
    found.extensions.push(readField(scope, proto, [AT.file.extension, i], []));
  for (const [i, proto] of service.entries()) found.services.push(readService(scope, proto, [AT.file.service, i]));
  return found;
}

/** Members are read when somebody asks: of types that came or went nobody does. */
function readMessage(found: Found, scope: Scope, proto: DescriptorProto, at: SourcePath): void {
  let fields: readonly FieldElement[] | undefined;
  let oneofs: readonly OneofElement[] | undefined;
  const message: MessageElement = {
    ...names(scope, proto.name, at),
    kind: "message",
    parent: scope.parent,
    proto,
    features: mergeFeatures(scope.features, proto.options?.features),
    isMapEntry: proto.options?.mapEntry ?? false,
    get fields() {
      fields ??= proto.field.map((field, i) => readField(inner, field, [...at, AT.message.field, i], message.oneofs));
      return fields;
    },
    get oneofs() {
      oneofs ??= readOneofs(message);
      return oneofs;
    },
  };
  const inner: Scope = { ...scope, parent: message, prefix: `${message.nestedName}.`, features: message.features, at };
  found.messages.push(message);
  for (const [i, field] of proto.extension.entries())
    found.extensions.push(readField(inner, field, [...at, AT.message.extension, i], []));
  for (const [i, child] of proto.enumType.entries())
    found.enums.push(readEnum(inner, child, [...at, AT.message.enum, i]));
  for (const [i, child] of proto.nestedType.entries()) readMessage(found, inner, child, [...at, AT.message.message, i]);
}

function names({ file, prefix }: Scope, name: string, at: SourcePath) {
  const nestedName = `${prefix}${name}`;
  return { name, nestedName, fullName: file.package === "" ? nestedName : `${file.package}.${nestedName}`, file, at };
}

function readOneofs(message: MessageElement): OneofElement[] {
  const synthetic = new Set(
    message.proto.field.filter((field) => field.proto3Optional).map((field) => field.oneofIndex),
  );
  return message.proto.oneofDecl.map((proto, index) => ({
    kind: "oneof",
    name: proto.name,
    fullName: `${message.fullName}.${proto.name}`,
    file: message.file,
    at: [...message.at, AT.message.oneof, index],
    parent: message,
    proto,
    isSynthetic: synthetic.has(index),
  }));
}

function readField(
  scope: Scope,
  proto: FieldDescriptorProto,
  at: SourcePath,
  oneofs: readonly OneofElement[],
): FieldElement {
  return {
    ...names(scope, proto.name, at),
    kind: "field",
    number: proto.number,
    parent: scope.parent,
    extendee: withoutDot(proto.extendee),
    proto,
    features: mergeFeatures(scope.features, proto.options?.features),
    oneof: Object.hasOwn(proto, "oneofIndex") ? oneofs[proto.oneofIndex] : undefined,
  };
}

function readEnum(scope: Scope, proto: EnumDescriptorProto, at: SourcePath): EnumElement {
  let values: readonly EnumValueElement[] | undefined;
  const element: EnumElement = {
    ...names(scope, proto.name, at),
    kind: "enum",
    parent: scope.parent,
    proto,
    features: mergeFeatures(scope.features, proto.options?.features),
    get values() {
      values ??= readValues(element);
      return values;
    },
  };
  return element;
}

function readValues(parent: EnumElement): EnumValueElement[] {
  return parent.proto.value.map((proto, i) => ({
    kind: "enum value",
    name: proto.name,
    fullName: `${parent.fullName}.${proto.name}`,
    number: proto.number,
    file: parent.file,
    at: [...parent.at, AT.enum.value, i],
    parent,
    proto,
  }));
}

function readService(scope: Scope, proto: ServiceDescriptorProto, at: SourcePath): ServiceElement {
  let methods: readonly MethodElement[] | undefined;
  const service: ServiceElement = {
    ...names(scope, proto.name, at),
    kind: "service",
    proto,
    get methods() {
      methods ??= readMethods(service);
      return methods;
    },
  };
  return service;
}

function readMethods(parent: ServiceElement): MethodElement[] {
  return parent.proto.method.map((proto, i) => ({
    kind: "method",
    name: proto.name,
    fullName: `${parent.fullName}.${proto.name}`,
    file: parent.file,
    at: [...parent.at, AT.service.method, i],
    parent,
    proto,
  }));
}

/** Removes the leading dot that a resolved type name carries. */
export function withoutDot(typeName: string): string {
  return typeName.startsWith(".") ? typeName.slice(1) : typeName;
}
