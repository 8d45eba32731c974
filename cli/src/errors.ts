/** Every error that the command line raises itself: what is wrong, what to do next, and the exit code. */
export const errors = {
  USAGE: { exit: 2, what: "{message}", next: "run `{command} --help`" },
  NO_BASE: {
    exit: 2,
    what: "there is nothing to compare with",
    next: "give --against (a folder, an image, `.git#branch=main`) or --registry",
  },
  MODULES_DIFFER: {
    exit: 1,
    what: "the input holds {input} modules, what it is compared with {against}",
    next: "compare module by module: name the folder of one on both sides",
  },
  UNKNOWN_MODULE: { exit: 2, what: "there is no module {module} in {source}", next: "{hint}" },
  MODULE_REQUIRED: { exit: 2, what: "{source} holds several modules", next: "name one with --module: {known}" },
  NO_MODULES: {
    exit: 2,
    what: "{source} holds no named module",
    next: "give the module a `name:` in buf.yaml, such as example.com/shop/orders",
  },
  UNKNOWN_EVENT: { exit: 2, what: "there is no event {event} in {source}", next: "{hint}" },
  UNKNOWN_MESSAGE: { exit: 2, what: "there is nothing to plan for {message} in {source}", next: "{hint}" },
  NOTHING_AT_PATH: {
    exit: 2,
    what: "{source} has no .proto file at {path}",
    next: "name a file or folder of the source, such as {example}",
  },
  UNKNOWN_RULE: { exit: 2, what: "there is no rule {rule}", next: "{hint} (`postel rules` lists all)" },
  ACCEPTED_BREAKS_INVALID: {
    exit: 2,
    what: "accepted-breaks.yaml cannot be used",
    next: "each entry needs rule, element, reason and expires (YYYY-MM-DD)",
  },
  POLICY_UNREADABLE: {
    exit: 1,
    what: "could not read local policy config {name}",
    next: "correct its name in buf.yaml, or run where it lies; policies of a remote registry are for buf alone",
  },
  PLUGINS_FAILED: {
    exit: 1,
    what: "the check plugins of buf.yaml ({names}) did not run",
    next: "install them where PATH leads, or take them out of `plugins`",
  },
  INVALID_SCHEMAS: { exit: 100, what: "{source} does not compile", next: "correct the .proto files named above" },
  GEN_YAML_MISSING: { exit: 2, what: "there is no gen.yaml in {place}", next: "write one, or name it with --config" },
  GEN_YAML_INVALID: { exit: 2, what: "gen.yaml cannot be used", next: "correct it" },
  GEN_LOCK_INVALID: {
    exit: 2,
    what: "gen.lock cannot be used",
    next: "restore it, or remove it and run `gen`: that takes the newest releases",
  },
  GEN_LOCK_DRIFT: { exit: 100, what: "gen.lock does not fit gen.yaml", next: "run `gen` and commit gen.lock" },
  GEN_MODULE_UNKNOWN: { exit: 2, what: "there is no module {module} in {source}", next: "correct it in gen.yaml" },
  RELEASE_UNKNOWN: {
    exit: 2,
    what: "there is no release {range} of {module} in the registry at {url}",
    next: "correct the range in gen.yaml, or run `gen --update`",
  },
  RELEASE_CHANGED: {
    exit: 1,
    what: "{module} {version} of {url} is not the release that its digest names",
    next: "ask who runs the registry: releases never change; `gen --update` takes it as it is",
  },
  NOT_CACHED: { exit: 1, what: "{release} is not on this machine", next: "run `gen` once without --offline" },
  MODULES_DISAGREE: {
    exit: 1,
    what: "the schemas of {modules} do not fit together",
    next: "release the module that is behind, or change its range in gen.yaml",
  },
  GEN_EVENT_UNKNOWN: {
    exit: 2,
    what: "there is no event {event} in the modules of gen.yaml",
    next: "correct `emits`, or add the event's module to `modules`",
  },
  EVENT_RETIRED: { exit: 2, what: "{event} is retired: nothing may emit it", next: "remove it from `emits`" },
  LINEAGE_UNKNOWN: {
    exit: 2,
    what: "there is no lineage {lineage} in the modules of gen.yaml",
    next: "correct `consumes`, or add the lineage's module to `modules`",
  },
  MAJOR_UNKNOWN: { exit: 2, what: "{lineage} has no {major}", next: "correct `at` in gen.yaml" },
  HANDLERS_UNREADABLE: { exit: 1, what: "{path} is no TypeScript, so nothing can be added to it", next: "correct it" },
  FOLDER_IN_USE: { exit: 2, what: "{folder} is not empty", next: "name a folder that is new or empty" },
  NOT_GENERATED: {
    exit: 1,
    what: "{path} is in the way: no generator wrote it",
    next: "move it, or give another `out` in gen.yaml",
  },
  REGISTRY_UNREACHABLE: {
    exit: 1,
    what: "the registry at {url} cannot be reached",
    next: "start one with `postel serve`, or correct its address",
  },
  REGISTRY_REFUSED: { exit: 1, what: "the registry at {url} refused: {message}", next: "{next}" },
  UNKNOWN_TOKEN: { exit: 2, what: "there is no valid token {id}", next: "`postel token list` shows all" },
  NOT_WRITABLE: { exit: 1, what: "{path} cannot be written", next: "correct its permissions, or give another folder" },
  NO_INSTALL: { exit: 1, what: "{package} is not installed", next: "reinstall @postel/cli" },
  INTERNAL: {
    exit: 1,
    what: "postel failed: {message}",
    next: "please report it, with the command you ran; POSTEL_DEBUG=1 prints the stack",
  },
} as const;

export type ErrorCode = keyof typeof errors;

/** What an error knows besides its entry in the table. */
export interface ErrorDetails {
  /** `file:line:column`, a file, a URL or the name of what is wrong. */
  readonly where?: string;
  /** Why it is wrong, where `what` leaves a question. */
  readonly why?: string;
  readonly cause?: unknown;
}

/** Something that the user or the machine has to put right; `code` leads to its entry in the table. */
export class CliError extends Error {
  override readonly name = "CliError";
  readonly code: ErrorCode;
  readonly exit: number;
  readonly where: string | undefined;
  readonly why: string | undefined;
  readonly next: string;

  constructor(code: ErrorCode, values: Readonly<Record<string, string>> = {}, details: ErrorDetails = {}) {
    super(fill(errors[code].what, values), details.cause === undefined ? {} : { cause: details.cause });
    this.code = code;
    this.exit = errors[code].exit;
    this.where = details.where;
    this.why = details.why;
    this.next = fill(errors[code].next, values);
  }
}

function fill(template: string, values: Readonly<Record<string, string>>): string {
  return template.replace(
    /\{(\w+)\}/g,
    (whole, name: string) => (Object.hasOwn(values, name) ? values[name] : whole) ?? whole,
  );
}
