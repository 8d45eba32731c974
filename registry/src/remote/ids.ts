import { createHash } from "node:crypto";

/** The id of a module, a UUID without dashes that follows from its name. */
export function moduleIdOf(name: string): string {
  return idOf(`module ${name}`);
}

/** The id of an owner, a UUID without dashes that follows from its name. */
export function ownerIdOf(name: string): string {
  return idOf(`owner ${name}`);
}

/** The id of a commit: the same content of the same module has one. */
export function commitIdOf(module: string, digest: string): string {
  return idOf(`commit ${module} ${digest}`);
}

function idOf(text: string): string {
  return createHash("sha256").update(text).digest("hex").slice(0, 32);
}
