import { Code } from "@connectrpc/connect";

/** What each code means: message template, HTTP status and Connect status. Codes are never reused. */
export const errors = {
  INVALID_MODULE_NAME: {
    template: "module name {name} is not valid: use two to six lower-case parts such as shop/orders",
    status: 400,
    connect: Code.InvalidArgument,
  },
  INVALID_VERSION: {
    template: "version {version} is not valid: use an npm version such as 1.4.0",
    status: 400,
    connect: Code.InvalidArgument,
  },
  INVALID_RANGE: {
    template: "range {range} is not valid: use an npm range such as ^1.2.0",
    status: 400,
    connect: Code.InvalidArgument,
  },
  INVALID_PATH: {
    template: "path {path} is not valid: use a relative path with / between its parts and without . or ..",
    status: 400,
    connect: Code.InvalidArgument,
  },
  INVALID_TEXT: {
    template: "{field} is not valid: use at most {limit} characters and no control characters",
    status: 400,
    connect: Code.InvalidArgument,
  },
  INVALID_PAGE_TOKEN: {
    template: "page token {token} is not one that this registry gave out: start again without a token",
    status: 400,
    connect: Code.InvalidArgument,
  },
  INVALID_DESCRIPTOR_SET: {
    template: "the descriptor set cannot be used: {reason}",
    status: 400,
    connect: Code.InvalidArgument,
  },
  INVALID_SAMPLE: {
    template: "sample {name} of {event} cannot be stored: {reason}",
    status: 400,
    connect: Code.InvalidArgument,
  },
  SAMPLE_TAKEN: {
    template: "sample {name} of {event} was stored before with other bytes: samples are immutable, take another name",
    status: 409,
    connect: Code.AlreadyExists,
  },
  INVALID_PACKAGE: {
    template: "the package cannot be published: {reason}",
    status: 400,
    connect: Code.InvalidArgument,
  },
  TOO_LARGE: {
    template: "{what} is {size}, more than the limit of {limit}",
    status: 413,
    connect: Code.ResourceExhausted,
  },
  INVALID_SCOPE: {
    template: "scope {scope} is not valid: use read, admin, or publish: and a pattern such as publish:shop/*",
    status: 400,
    connect: Code.InvalidArgument,
  },
  UNAUTHENTICATED: {
    template: "no valid token: send one as a bearer, or as the password of any user; postel token makes one",
    status: 401,
    connect: Code.Unauthenticated,
  },
  FORBIDDEN: {
    template: "{name} lacks the scope {scope}: an administrator makes a token that has it",
    status: 403,
    connect: Code.PermissionDenied,
  },
  NOT_FOUND: {
    template: "{what} is not in this registry",
    status: 404,
    connect: Code.NotFound,
  },
  VERSION_TAKEN: {
    template:
      "{module} {version} was released before with other content ({digest}): releases are immutable, take a higher version",
    status: 409,
    connect: Code.AlreadyExists,
  },
  EVENT_ELSEWHERE: {
    template: "event {event} belongs to module {module}: an event lives in one module, rename it or release it there",
    status: 409,
    connect: Code.FailedPrecondition,
  },
  RELEASE_REFUSED: {
    template: "{module} {version} is refused: {reason}",
    status: 409,
    connect: Code.FailedPrecondition,
  },
  BUSY: {
    template: "{module} is being released by somebody else at this moment: try again",
    status: 503,
    connect: Code.Aborted,
  },
  COMPILERS_BUSY: {
    template: "{limit} schemas wait for a compiler already: try again in a moment",
    status: 503,
    connect: Code.Unavailable,
  },
  STORE_UNAVAILABLE: {
    template: "the registry's store failed ({reason}): try again, a repeated request does no harm",
    status: 503,
    connect: Code.Unavailable,
  },
  PORT_BUSY: {
    template: "port {port} on {host} is in use: stop the other process or choose another port",
    status: 500,
    connect: Code.Internal,
  },
  FOLDER_UNUSABLE: {
    template: "folder {folder} cannot hold the registry's data ({reason}): choose one that this user may write to",
    status: 500,
    connect: Code.Internal,
  },
  FILE_EXISTS: {
    template: "{file} is there already: name a new file, backups are never overwritten",
    status: 500,
    connect: Code.Internal,
  },
  FILE_UNWRITABLE: {
    template: "{file} cannot be written: {reason}",
    status: 500,
    connect: Code.Internal,
  },
  BACKUP_DAMAGED: {
    template: "{file} cannot be restored, {reason}: nothing was changed, take another backup",
    status: 500,
    connect: Code.Internal,
  },
  BACKUP_NEWER: {
    template: "{file} was made by a newer postel (layout {layout}): restore it with that one",
    status: 500,
    connect: Code.Internal,
  },
  STORE_NOT_EMPTY: {
    template: "{place} holds a registry already, which a restore would mix up: choose an empty folder or database",
    status: 500,
    connect: Code.Internal,
  },
  STORE_DAMAGED: {
    template: "the store is damaged, {what}: restore the last sound backup into an empty store",
    status: 500,
    connect: Code.Internal,
  },
  NO_STORE: {
    template: "name a folder for the registry's data, or the address of a PostgreSQL database",
    status: 500,
    connect: Code.Internal,
  },
  DATABASE_UNUSABLE: {
    template: "the PostgreSQL database cannot be used: {reason}",
    status: 500,
    connect: Code.Internal,
  },
  NOT_LOOPBACK: {
    template:
      "refusing to listen on {host} without tokens: anybody who reaches it could release; make one with postel token create, or listen on 127.0.0.1",
    status: 500,
    connect: Code.Internal,
  },
} as const satisfies Record<string, { template: string; status: number; connect: Code }>;

/** One of the codes in the table above. */
export type ErrorCode = keyof typeof errors;

/** Input or surroundings that the registry cannot use; `code` names the row of the error table. */
export class RegistryError extends Error {
  override readonly name = "RegistryError";
  readonly code: ErrorCode;

  constructor(code: ErrorCode, values: Readonly<Record<string, string | number>>, cause?: unknown) {
    super(render(errors[code].template, values), cause === undefined ? undefined : { cause });
    this.code = code;
  }
}

/** Tells whether a thrown value is a RegistryError, of this or another copy of the package. */
export function isRegistryError(value: unknown): value is RegistryError {
  return value instanceof Error && value.name === "RegistryError" && "code" in value;
}

const MOST_SHOWN = 200;

function render(template: string, values: Readonly<Record<string, string | number>>): string {
  return template.replace(/\{(\w+)\}/g, (_, name: string) => shown(String(values[name] ?? "")));
}

/** Shortens what a user sent and takes the control characters out, so that no log line or terminal is forged. */
function shown(value: string): string {
  const clean = value.replace(/\p{Cc}/gu, "\u{fffd}");
  return clean.length > MOST_SHOWN ? `${clean.slice(0, MOST_SHOWN)}…` : clean;
}
