/** What can be wrong with an input or a tool, by code: the message's template and the exit status of a command. */
export const compilerErrors = {
  source_syntax: {
    template:
      "`{source}` is not an input: {why}. Write a folder, a .proto file, an image, an archive, or a git repository such as `.git#ref=main,subdir=proto`.",
    exit: 2,
  },
  source_unsupported: { template: "`{source}`: {why}.", exit: 1 },
  source_missing: { template: "`{path}` does not exist. Check the path; it is relative to `{cwd}`.", exit: 1 },
  source_unreadable: { template: "`{path}` cannot be read: {why}.", exit: 1 },
  no_proto_files: {
    template: "`{source}` has no .proto files. Name the folder that holds them, or one of its modules.",
    exit: 1,
  },
  no_targets: {
    template: "No .proto file of `{source}` is left by the given paths. Check `--path` and `--exclude-path`.",
    exit: 1,
  },
  config_invalid: { template: "{path} is not valid: {why}.", exit: 1 },
  image_corrupt: {
    template: "`{path}` is no Protobuf image: {why}. Write it again, for example with `buf build -o {path}`.",
    exit: 1,
  },
  archive_corrupt: { template: "`{path}` is no readable {format} archive: {why}.", exit: 1 },
  git_not_repository: {
    template: "`{path}` is not a git repository. Name its `.git` folder, or clone it first.",
    exit: 1,
  },
  git_ref_missing: {
    template:
      "`{path}` has no {kind} `{ref}`. Fetch it first (`git fetch origin {ref}`; a shallow clone may need `--unshallow`), or check the name.",
    exit: 1,
  },
  git_subdir_missing: { template: "`{subdir}` is no folder at {ref} of `{path}`. Check `subdir`.", exit: 1 },
  git_failed: { template: "git could not read `{path}`: {why}.", exit: 1 },
  text_path: { template: "`{path}` cannot be the path of a .proto file: {why}.", exit: 1 },
  buf_missing: {
    template:
      "The buf binary is not installed for this platform ({platform}). Install without `--omit=optional`, or add the package @bufbuild/buf.",
    exit: 1,
  },
  buf_failed: { template: "buf failed on `{source}`: {why}", exit: 1 },
  buf_crashed: { template: "buf crashed on `{source}` ({why}). Please report this with the input.", exit: 1 },
  cache_damaged: {
    template: "The cached descriptor of `{path}` in {file} was damaged and is removed. Run again.",
    exit: 1,
  },
  tool_missing: { template: "`{tool}` could not be started: {why}. Is it installed and on PATH?", exit: 1 },
  timeout: { template: "`{tool}` was stopped after {seconds} s without an answer. Compile less at once.", exit: 1 },
  output_too_large: {
    template: "`{tool}` was stopped: it wrote more than {megabytes} MB. Compile less at once.",
    exit: 1,
  },
  aborted: { template: "`{tool}` was stopped because the caller gave up.", exit: 1 },
} as const satisfies Record<string, { template: string; exit: 1 | 2 }>;

/** The name of one thing that can be wrong; see `compilerErrors`. */
export type CompilerErrorCode = keyof typeof compilerErrors;

/** Unusable input or a failed tool; `code` names it in `compilerErrors`, `exit` is a command's status. */
export class CompilerError extends Error {
  override readonly name = "CompilerError";
  readonly code: CompilerErrorCode;
  readonly exit: 1 | 2;

  constructor(code: CompilerErrorCode, values: Readonly<Record<string, string | number>> = {}, cause?: unknown) {
    super(fill(compilerErrors[code].template, values), cause === undefined ? undefined : { cause });
    this.code = code;
    this.exit = compilerErrors[code].exit;
  }
}

/** Tells a CompilerError from anything else that was thrown, across copies of this package. */
export function isCompilerError(error: unknown): error is CompilerError {
  return error instanceof Error && error.name === "CompilerError" && "code" in error;
}

function fill(template: string, values: Readonly<Record<string, string | number>>): string {
  return template.replace(/\{(\w+)\}/g, (hole, name: string) =>
    Object.hasOwn(values, name) ? `${values[name]}` : hole,
  );
}
