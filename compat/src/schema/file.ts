import { fromBinary } from "@bufbuild/protobuf";
import { Edition, type FileDescriptorProto, FileDescriptorProtoSchema } from "@bufbuild/protobuf/wkt";
import type { SchemaFile } from "@postel/proto";
import { CompatError } from "../errors.ts";
import type { FileElement, FileElements, Syntax } from "./elements.ts";
import { defaultFeatures, type Features, mergeFeatures } from "./features.ts";
import { readElements } from "./read-elements.ts";
import { remember } from "./remember.ts";
import { joinRanges, type Skim, skim } from "./skim.ts";

/** Nested messages beyond this depth are refused; protoc and buf stop at 32. */
const MAX_DEPTH = 400;

/** Skims a file; sets that share a file share its element. Throws CompatError when its bytes are cut short. */
export const openFile: (source: SchemaFile) => FileElement = remember((source) => new LazyFile(source));

class LazyFile implements FileElement {
  readonly kind = "file";
  readonly path: string;
  readonly isImport: boolean;
  readonly #source: SchemaFile;
  #skim: Skim | undefined;
  #proto: FileDescriptorProto | undefined;
  #elements: FileElements | undefined;

  constructor(source: SchemaFile) {
    this.path = source.path;
    this.isImport = source.isImport;
    this.#source = source;
    // Files with an outline come from where every byte is checked when it is read.
    if (source.outline === undefined) this.#skim = readable(this.path, () => skim(source.bytes));
  }

  get bytes(): Uint8Array {
    return this.#source.bytes;
  }

  get skim(): Skim {
    if (this.#skim === undefined) {
      const { bytes } = this;
      this.#skim = readable(this.path, () => skim(bytes));
    }
    return this.#skim;
  }

  get imports(): readonly string[] {
    return this.#source.outline?.imports ?? this.skim.imports;
  }

  get fullName(): string {
    return this.path;
  }

  get package(): string {
    return this.#source.outline?.package ?? this.skim.package;
  }

  get proto(): FileDescriptorProto {
    if (this.#proto === undefined) {
      const bytes = joinRanges(this.bytes, this.skim.kept);
      this.#proto = readable(this.path, () =>
        fromBinary(FileDescriptorProtoSchema, bytes, { recursionLimit: MAX_DEPTH }),
      );
    }
    return this.#proto;
  }

  get syntax(): Syntax {
    const { syntax } = this.proto;
    return syntax === "proto3" || syntax === "editions" ? syntax : "proto2";
  }

  get edition(): Edition {
    return this.syntax === "editions" ? this.proto.edition : Edition.EDITION_UNKNOWN;
  }

  get features(): Features {
    return mergeFeatures(defaultFeatures(this.syntax, this.edition), this.proto.options?.features);
  }

  get elements(): FileElements {
    this.#elements ??= readElements(this);
    return this.#elements;
  }
}

function readable<T>(path: string, read: () => T): T {
  try {
    return read();
  } catch (cause) {
    throw new CompatError("UNREADABLE_FILE", { path }, cause);
  }
}
