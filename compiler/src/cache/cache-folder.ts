import { homedir } from "node:os";
import { join } from "node:path";

/** Where caches live: POSTEL_CACHE_DIR, or `postel` in XDG_CACHE_HOME or `~/.cache`. */
export function cacheFolder(): string {
  const { POSTEL_CACHE_DIR: own, XDG_CACHE_HOME: shared } = process.env;
  if (own !== undefined && own !== "") return own;
  return join(shared !== undefined && shared !== "" ? shared : join(homedir(), ".cache"), "postel");
}
