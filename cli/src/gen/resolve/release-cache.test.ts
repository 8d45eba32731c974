import { homedir } from "node:os";
import { join } from "node:path";
import { expect, it } from "vitest";
import { cacheFolder, openReleaseCache } from "./release-cache.ts";

it.each([
  [{ POSTEL_CACHE_DIR: "/own", XDG_CACHE_HOME: "/xdg" }, "/own"],
  [{ POSTEL_CACHE_DIR: "own" }, "/here/own"],
  [{ POSTEL_CACHE_DIR: "", XDG_CACHE_HOME: "/xdg" }, "/xdg/postel"],
  [{}, join(homedir(), ".cache/postel")],
])("with %j the cache is %s", (env, folder) => {
  expect(cacheFolder(env, "/here")).toBe(folder);
});

it("gives nothing for a digest that names another place", async () => {
  expect(await openReleaseCache("/etc").read("sha256:../../etc/passwd")).toBeUndefined();
});
