/** How an image is encoded. */
export type ImageFormat = "binpb" | "json" | "txtpb" | "yaml";

/** How a file's bytes are compressed. */
export type Compression = "none" | "gzip" | "zstd";

/** A folder of .proto files, with or without a buf.yaml. */
export interface FolderSource {
  readonly kind: "folder";
  readonly path: string;
}

/** One .proto file of a module, and whether the rest of its package belongs to it. */
export interface FileSource {
  readonly kind: "file";
  readonly path: string;
  readonly includePackageFiles?: boolean;
}

/** Which commit of a repository: its HEAD, a branch, a tag, a commit, or anything git understands, such as `main~3`. */
export type GitRef =
  | { readonly kind: "head" }
  | { readonly kind: "branch" | "tag" | "commit" | "ref"; readonly name: string };

/** A git repository, local (`.git`, `../schemas/.git`) or remote (`https://…/schemas.git`), at one commit. */
export interface GitSource {
  readonly kind: "git";
  readonly path: string;
  readonly ref: GitRef;
  /** Folder of the repository that is the input. */
  readonly subdir?: string;
  /** Commits to fetch of a remote repository. */
  readonly depth?: number;
  readonly recurseSubmodules?: boolean;
}

/** An encoded google.protobuf.FileDescriptorSet or buf image; the path `-` is standard input. */
export interface ImageSource {
  readonly kind: "image";
  readonly path: string;
  readonly format: ImageFormat;
  readonly compression: Compression;
}

/** A tar or zip archive of a folder; the path `-` is standard input. */
export interface ArchiveSource {
  readonly kind: "archive";
  readonly path: string;
  readonly format: "tar" | "zip";
  readonly compression: Compression;
  readonly subdir?: string;
  /** Leading folders to cut from every path. */
  readonly stripComponents?: number;
}

/** Files given as text: path to content, .proto files and perhaps a buf.yaml. */
export interface TextSource {
  readonly kind: "text";
  readonly files: Readonly<Record<string, string>>;
}

/** Where schemas come from. */
export type Source = FolderSource | FileSource | GitSource | ImageSource | ArchiveSource | TextSource;
