import type {
  DescriptorProto,
  Edition,
  EnumDescriptorProto,
  EnumValueDescriptorProto,
  FieldDescriptorProto,
  FileDescriptorProto,
  MethodDescriptorProto,
  OneofDescriptorProto,
  ServiceDescriptorProto,
} from "@bufbuild/protobuf/wkt";
import type { Features } from "./features.ts";
import type { Skim } from "./skim.ts";

/** Where an element stands in its file: a source path as google.protobuf.SourceCodeInfo defines it. */
export type SourcePath = readonly number[];

/** How a file says which rules of Protobuf it follows. */
export type Syntax = "proto2" | "proto3" | "editions";

/** One .proto file; it is decoded when somebody asks for `proto` or `elements`, and never with its source info. */
export interface FileElement {
  readonly kind: "file";
  readonly path: string;
  /** The path, so that every element has a full name. */
  readonly fullName: string;
  readonly package: string;
  readonly isImport: boolean;
  /** Paths of the imported files. */
  readonly imports: readonly string[];
  readonly bytes: Uint8Array;
  readonly skim: Skim;
  /** The descriptor without source info. Throws CompatError when the bytes are no descriptor. */
  readonly proto: FileDescriptorProto;
  readonly syntax: Syntax;
  /** EDITION_UNKNOWN unless the syntax is "editions". */
  readonly edition: Edition;
  readonly features: Features;
  readonly elements: FileElements;
}

/** All elements of a file, nested ones after the message that holds them. */
export interface FileElements {
  readonly messages: readonly MessageElement[];
  readonly enums: readonly EnumElement[];
  readonly extensions: readonly FieldElement[];
  readonly services: readonly ServiceElement[];
}

interface Named {
  readonly name: string;
  readonly fullName: string;
  readonly file: FileElement;
  readonly at: SourcePath;
}

/** A message, map entries included. */
export interface MessageElement extends Named {
  readonly kind: "message";
  /** The name within the package, such as `Order.Line`. */
  readonly nestedName: string;
  readonly parent: MessageElement | undefined;
  readonly proto: DescriptorProto;
  readonly features: Features;
  readonly isMapEntry: boolean;
  readonly fields: readonly FieldElement[];
  readonly oneofs: readonly OneofElement[];
}

/** A field of a message, or an extension. */
export interface FieldElement extends Named {
  readonly kind: "field";
  /** The name within the package. */
  readonly nestedName: string;
  readonly number: number;
  /** The message it stands in; absent for an extension at file level. */
  readonly parent: MessageElement | undefined;
  /** Full name of the extended message; empty for a field. */
  readonly extendee: string;
  readonly proto: FieldDescriptorProto;
  readonly features: Features;
  readonly oneof: OneofElement | undefined;
}

/** A oneof; synthetic ones stand for proto3 `optional`. */
export interface OneofElement extends Named {
  readonly kind: "oneof";
  readonly parent: MessageElement;
  readonly proto: OneofDescriptorProto;
  readonly isSynthetic: boolean;
}

/** An enum. */
export interface EnumElement extends Named {
  readonly kind: "enum";
  readonly nestedName: string;
  readonly parent: MessageElement | undefined;
  readonly proto: EnumDescriptorProto;
  readonly features: Features;
  readonly values: readonly EnumValueElement[];
}

/** A value of an enum. Its full name is built from the enum's, as people write it. */
export interface EnumValueElement extends Named {
  readonly kind: "enum value";
  readonly number: number;
  readonly parent: EnumElement;
  readonly proto: EnumValueDescriptorProto;
}

/** A service. */
export interface ServiceElement extends Named {
  readonly kind: "service";
  readonly nestedName: string;
  readonly proto: ServiceDescriptorProto;
  readonly methods: readonly MethodElement[];
}

/** A method of a service. */
export interface MethodElement extends Named {
  readonly kind: "method";
  readonly parent: ServiceElement;
  readonly proto: MethodDescriptorProto;
}

/** Anything that has a full name and a place in a file. */
export type NamedElement =
  | MessageElement
  | FieldElement
  | OneofElement
  | EnumElement
  | EnumValueElement
  | ServiceElement
  | MethodElement;

/** Any element, the file itself included. */
export type Element = NamedElement | FileElement;
