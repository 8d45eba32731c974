import { RegistryError } from "../errors.ts";
import { allowsPublishing, type Scope } from "./scope.ts";

/** Who sends a request and what it may do. */
export interface Caller {
  /** Goes into the audit log. */
  readonly name: string;
  readonly scopes: readonly Scope[];
}

/** Everybody, where no token is asked for. */
export const ANONYMOUS: Caller = { name: "anonymous", scopes: [{ kind: "admin" }] };

/** Every scope allows reading. Throws RegistryError UNAUTHENTICATED or FORBIDDEN. */
export function checkRead(caller: Caller | undefined): Caller {
  if (caller === undefined) throw new RegistryError("UNAUTHENTICATED", {});
  if (caller.scopes.length === 0) throw new RegistryError("FORBIDDEN", { name: caller.name, scope: "read" });
  return caller;
}

/** Throws RegistryError UNAUTHENTICATED or FORBIDDEN unless the caller may publish under this name. */
export function checkPublish(caller: Caller | undefined, name: string): Caller {
  const known = checkRead(caller);
  if (known.scopes.some((scope) => allowsPublishing(scope, name))) return known;
  throw new RegistryError("FORBIDDEN", { name: known.name, scope: `publish:${name}` });
}

/** Throws RegistryError UNAUTHENTICATED or FORBIDDEN unless the caller may do everything. */
export function checkAdmin(caller: Caller | undefined): Caller {
  const known = checkRead(caller);
  if (known.scopes.some((scope) => scope.kind === "admin")) return known;
  throw new RegistryError("FORBIDDEN", { name: known.name, scope: "admin" });
}
