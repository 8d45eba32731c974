import { RegistryError } from "../errors.ts";
import { limits } from "./limits.ts";

const DEFAULT_SIZE = 100;

/** How many entries a page has: 0 means 100, never more than 1000. */
export function pageSize(asked: number): number {
  return asked === 0 ? DEFAULT_SIZE : Math.min(asked, limits.page);
}

/** The token for the page after the entry with this key. */
export function pageToken(key: string | number): string {
  return Buffer.from(String(key)).toString("base64url");
}

/** The key in a token; undefined for the first page. Throws RegistryError INVALID_PAGE_TOKEN. */
export function readPageToken(token: string): string | undefined {
  if (token === "") return undefined;
  const key = Buffer.from(token, "base64url").toString();
  if (pageToken(key) !== token) throw new RegistryError("INVALID_PAGE_TOKEN", { token });
  return key;
}

/** As readPageToken, for keys that are numbers. */
export function readNumberToken(token: string): number | undefined {
  const key = readPageToken(token);
  if (key === undefined) return undefined;
  if (!/^\d{1,15}$/.test(key)) throw new RegistryError("INVALID_PAGE_TOKEN", { token });
  return Number(key);
}
