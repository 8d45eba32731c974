import { statSync } from "node:fs";
import { CompilerError } from "../errors.ts";
import type {
  ArchiveSource,
  Compression,
  FileSource,
  GitRef,
  GitSource,
  ImageFormat,
  ImageSource,
  Source,
} from "./source.ts";

type Format = ImageFormat | "tar" | "zip" | "git" | "dir" | "protofile" | "mod";
type Options = Map<string, string>;
type FormatName = { format: Format; compression?: Compression };

/** Every name that `#format=` knows, the deprecated ones included. */
const FORMATS: Readonly<Record<string, FormatName>> = {
  binpb: { format: "binpb" },
  bin: { format: "binpb" },
  bingz: { format: "binpb", compression: "gzip" },
  json: { format: "json" },
  jsongz: { format: "json", compression: "gzip" },
  txtpb: { format: "txtpb" },
  yaml: { format: "yaml" },
  tar: { format: "tar" },
  targz: { format: "tar", compression: "gzip" },
  zip: { format: "zip" },
  git: { format: "git" },
  dir: { format: "dir" },
  protofile: { format: "protofile" },
  mod: { format: "mod" },
};

const EXTENSIONS: Readonly<Record<string, Format>> = {
  binpb: "binpb",
  bin: "binpb",
  json: "json",
  txtpb: "txtpb",
  yaml: "yaml",
  tar: "tar",
  zip: "zip",
  git: "git",
  proto: "protofile",
};

const GIT_KEYS = ["branch", "tag", "commit", "ref", "depth", "recurse_submodules", "subdir", "filter"];
const KEYS: Readonly<Record<Format, readonly string[]>> = {
  binpb: ["compression"],
  json: ["compression"],
  txtpb: ["compression"],
  yaml: ["compression"],
  tar: ["compression", "subdir", "strip_components"],
  zip: ["subdir", "strip_components"],
  git: GIT_KEYS,
  dir: [],
  protofile: ["include_package_files"],
  mod: [],
};
const ALL_KEYS = new Set(Object.values(KEYS).flat().concat("format"));

/** Reads buf's input syntax, `path#key=value,…`; the only look at the disk tells `v1.json/` from a file. Throws CompilerError `source_syntax` or `source_unsupported`. */
export function parseSource(text: string): Source {
  const { path, options } = split(text);
  const { format, compression } = formatOf(text, path, options);
  for (const key of options.keys())
    if (key !== "format" && !KEYS[format].includes(key)) fail(text, `\`${key}\` means nothing for a ${format}`);
  switch (format) {
    case "dir":
      return { kind: "folder", path };
    case "protofile":
      return fileSource(text, path, options);
    case "git":
      return gitSource(text, path, options);
    case "tar":
    case "zip":
      return archiveSource(text, path, format, compression, options);
    case "mod":
      throw new CompilerError("source_unsupported", {
        source: text,
        why: "modules of a remote registry are not read yet",
      });
    default:
      return { kind: "image", path, format, compression } satisfies ImageSource;
  }
}

function fail(source: string, why: string): never {
  throw new CompilerError("source_syntax", { source, why });
}

function split(text: string): { path: string; options: Options } {
  if (text.trim() === "") fail(text, "it is empty");
  if (text.includes("\0")) fail(text.replaceAll("\0", "\\0"), "it holds a zero byte");
  if (text.startsWith("#")) fail(text, "there is no path before `#`");
  if (text.endsWith("#")) fail(text, "nothing follows `#`");
  const [path = "", list, ...more] = text.split("#");
  if (more.length > 0) fail(text, "it holds `#` twice");
  return {
    path: path.trim() === "/dev/stdin" ? "-" : path.trim(),
    options: list === undefined ? new Map() : readOptions(text, list),
  };
}

function readOptions(text: string, list: string): Options {
  const options: Options = new Map();
  for (const pair of list.split(",")) {
    const [key = "", value = "", ...more] = pair.split("=").map((part) => part.trim());
    if (key === "" || value === "" || more.length > 0) fail(text, `\`${pair}\` is not of the form key=value`);
    if (!ALL_KEYS.has(key)) fail(text, `there is no option \`${key}\``);
    if (options.has(key)) fail(text, `\`${key}\` is given twice`);
    options.set(key, value);
  }
  return options;
}

/** The path is read even where `#format=` overrules it: like buf, a compression without a format under it is refused. */
function formatOf(text: string, path: string, options: Options): { format: Format; compression: Compression } {
  const name = options.get("format");
  const inferred = infer(text, path);
  const { format, compression } = name === undefined ? inferred : named(text, name);
  return { format, compression: compressionOf(text, options) ?? compression ?? outer(path) };
}

function named(text: string, name: string): FormatName {
  return (Object.hasOwn(FORMATS, name) ? FORMATS[name] : undefined) ?? fail(text, `there is no format \`${name}\``);
}

function infer(text: string, path: string): FormatName {
  if (path === "-") return { format: "binpb" };
  if (path.endsWith(".tgz")) return { format: "tar" };
  const outermost = outer(path);
  const inner = outermost === "none" ? path : path.slice(0, path.lastIndexOf("."));
  const format = extensionFormat(inner);
  if (outermost !== "none" && (format === undefined || format === "git" || format === "protofile"))
    fail(text, "the format under the compression is not known; name it `x.binpb.gz`, `x.tar.gz` and so on");
  return { format: format === undefined || isFolder(path, format) ? "dir" : format };
}

function extensionFormat(path: string): Format | undefined {
  const extension = /\.([a-z]+)$/.exec(path)?.[1] ?? "";
  return Object.hasOwn(EXTENSIONS, extension) ? EXTENSIONS[extension] : undefined;
}

/** A folder may be called `v1.json`; only a repository keeps its meaning as a folder. */
function isFolder(path: string, format: Format): boolean {
  return format !== "git" && statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
}

function outer(path: string): Compression {
  if (path.endsWith(".gz") || path.endsWith(".tgz")) return "gzip";
  return path.endsWith(".zst") ? "zstd" : "none";
}

function compressionOf(text: string, options: Options): Compression | undefined {
  const value = options.get("compression");
  if (value === undefined || value === "none" || value === "gzip" || value === "zstd") return value;
  return fail(text, `there is no compression \`${value}\``);
}

function fileSource(text: string, path: string, options: Options): FileSource {
  const all = flag(text, options, "include_package_files");
  return { kind: "file", path, ...(all === undefined ? {} : { includePackageFiles: all }) };
}

function gitSource(text: string, path: string, options: Options): GitSource {
  const depth = count(text, options, "depth");
  if (depth === 0) fail(text, "`depth` is at least 1");
  const recurse = flag(text, options, "recurse_submodules");
  return {
    kind: "git",
    path,
    ref: gitRef(text, options),
    ...subdirOf(text, options),
    ...(depth === undefined ? {} : { depth }),
    ...(recurse === undefined ? {} : { recurseSubmodules: recurse }),
  };
}

function gitRef(text: string, options: Options): GitRef {
  const kinds = (["branch", "tag", "commit", "ref"] as const).filter((kind) => options.has(kind));
  const [kind] = kinds;
  if (kind === undefined) return { kind: "head" };
  // buf lets `ref` narrow a `branch` that is fetched; locally the ref alone says it all.
  if (kinds.length === 2 && kinds.includes("ref") && kind === "branch")
    return { kind: "ref", name: options.get("ref") ?? "" };
  if (kinds.length > 1) fail(text, `only one of ${kinds.map((name) => `\`${name}\``).join(" and ")} can be given`);
  return { kind, name: options.get(kind) ?? "" };
}

function archiveSource(
  text: string,
  path: string,
  format: "tar" | "zip",
  compression: Compression,
  options: Options,
): ArchiveSource {
  const strip = count(text, options, "strip_components");
  return {
    kind: "archive",
    path,
    format,
    compression,
    ...subdirOf(text, options),
    ...(strip === undefined ? {} : { stripComponents: strip }),
  };
}

function subdirOf(text: string, options: Options): { subdir?: string } {
  const value = options.get("subdir");
  if (value === undefined) return {};
  const parts = value.split("/").filter((part) => part !== "" && part !== ".");
  if (value.startsWith("/") || parts.includes("..")) fail(text, "`subdir` must stay inside the input");
  return parts.length === 0 ? {} : { subdir: parts.join("/") };
}

function flag(text: string, options: Options, key: string): boolean | undefined {
  const value = options.get(key);
  if (value === undefined) return undefined;
  return value === "true" || value === "false" ? value === "true" : fail(text, `\`${key}\` is true or false`);
}

function count(text: string, options: Options, key: string): number | undefined {
  const value = options.get(key);
  if (value === undefined) return undefined;
  return /^\d{1,9}$/.test(value) ? Number(value) : fail(text, `\`${key}\` is a number`);
}
