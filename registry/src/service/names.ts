import { valid } from "semver";
import { RegistryError } from "../errors.ts";

const MODULE = /^[a-z0-9]([a-z0-9._-]{0,62}[a-z0-9])?\/[a-z0-9]([a-z0-9._-]{0,62}[a-z0-9])?$/;
const LONGEST_VERSION = 64;
const LONGEST_PATH = 255;
const CONTROL = /\p{Cc}/u;

/** Throws RegistryError INVALID_MODULE_NAME unless the name has two lower-case parts, such as `shop/orders`. */
export function checkModuleName(name: string): void {
  if (!MODULE.test(name) || name.includes("..")) throw new RegistryError("INVALID_MODULE_NAME", { name });
}

/** Throws RegistryError INVALID_VERSION unless the text is an npm version in its one spelling, without build metadata. */
export function checkVersion(version: string): void {
  if (version.length > LONGEST_VERSION || valid(version) !== version)
    throw new RegistryError("INVALID_VERSION", { version });
}

/** Throws RegistryError INVALID_PATH unless the path stays below the folder that it is relative to, on every system. */
export function checkPath(path: string): void {
  const parts = path.split("/");
  const odd = parts.some((part) => part === "" || part === "." || part === "..");
  if (path.length > LONGEST_PATH || odd || CONTROL.test(path) || /[\\:]/.test(path))
    throw new RegistryError("INVALID_PATH", { path });
}

/** Throws RegistryError INVALID_TEXT when the text is too long for a label or has control characters. */
export function checkText(field: string, text: string, limit = 256): void {
  if (text.length > limit || CONTROL.test(text)) throw new RegistryError("INVALID_TEXT", { field, limit });
}
