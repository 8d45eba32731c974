import { Code, ConnectError } from "@connectrpc/connect";

/** Says that something is not here, as the buf command line expects it. */
export function notFound(what: string): ConnectError {
  return new ConnectError(`${what} was not found`, Code.NotFound);
}

/** Says that a request cannot be understood. */
export function invalid(reason: string): ConnectError {
  return new ConnectError(reason, Code.InvalidArgument);
}
