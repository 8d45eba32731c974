import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { importsOf, ROOMS, ROOT, type Room, readSources } from "./sources.ts";

/** Which rooms each room may import, as `docs/architecture.md` draws it. */
const LAW: Record<Room, readonly Room[]> = {
  proto: [],
  model: ["proto"],
  compiler: ["proto"],
  compat: ["proto", "model"],
  plugins: ["proto", "model"],
  runtime: ["proto"],
  registry: ["proto", "model", "compat", "compiler", "runtime"],
  cli: ["proto", "model", "compat", "compiler", "plugins", "runtime", "registry"],
};

/** Modules that a pure room must not touch. */
const IMPURE = /^node:(fs|child_process|net|http|https|dns|os|worker_threads|process)/;

const sources = readSources();
const shipped = sources.filter((file) => !file.isTest);

function violations(
  files: typeof sources,
  banned: (specifier: string, room: Room, path: string) => string | undefined,
) {
  return files.flatMap((file) =>
    importsOf(file.text).flatMap(({ specifier }) => {
      const why = banned(specifier, file.room, file.path);
      return why === undefined ? [] : [`${file.path} imports ${specifier}: ${why}`];
    }),
  );
}

describe("import law", () => {
  it("lets a room import only the rooms below it", () => {
    const found = violations(shipped, (specifier, room) => {
      const target = /^@postel\/([a-z]+)/.exec(specifier)?.[1] as Room | undefined;
      if (target === undefined) return undefined;
      if (target === room) return "a room never imports itself by name";
      return LAW[room].includes(target) ? undefined : `${room} may import only ${LAW[room].join(", ") || "no room"}`;
    });
    expect(found).toEqual([]);
  });

  it("lets nobody reach into another room by path", () => {
    const found = violations(sources, (specifier, room, path) => {
      if (!specifier.startsWith(".")) return undefined;
      const depth = path.split("/").length - 2;
      return specifier.split("/").filter((part) => part === "..").length > depth ? `leaves ${room}/src` : undefined;
    });
    expect(found.filter((line) => !/\.test\.tsx? imports/.test(line))).toEqual([]);
  });

  it("keeps a room's index for others", () => {
    const found = violations(shipped, (specifier, room, path) =>
      /^(\.\.?\/)+index\.ts$/.test(specifier) && join(path, "..", specifier) === `${room}/src/index.ts`
        ? "a room never imports its own index"
        : undefined,
    );
    expect(found).toEqual([]);
  });

  it("keeps model and compat pure", () => {
    const pure = shipped.filter((file) => file.room === "model" || file.room === "compat");
    expect(violations(pure, (specifier) => (IMPURE.test(specifier) ? "this room is pure" : undefined))).toEqual([]);
  });

  it("spawns compilers in the compiler room only", () => {
    const others = shipped.filter((file) => file.room !== "compiler");
    const found = violations(others, (specifier) =>
      /^@bufbuild\/buf(\/|$)/.test(specifier) ? "the compiler room owns the buf processes" : undefined,
    );
    expect(found).toEqual([]);
  });

  it("keeps ts-morph in one file, loaded lazily", () => {
    const users = shipped.filter((file) =>
      importsOf(file.text).some(({ specifier, typeOnly }) => specifier === "ts-morph" && !typeOnly),
    );
    expect(users.map((file) => file.room)).toEqual(users.length === 0 ? [] : ["plugins"]);
  });

  it("keeps fastify out of the registry's service and store", () => {
    const inner = shipped.filter((file) => /^registry\/src\/(service|store)\//.test(file.path));
    expect(
      violations(inner, (specifier) => (/fastify/.test(specifier) ? "the framework stays at the rim" : undefined)),
    ).toEqual([]);
  });

  it("lets runtime depend on protobuf and proto alone", () => {
    const manifest = JSON.parse(readFileSync(join(ROOT, "runtime/package.json"), "utf8"));
    expect(Object.keys(manifest.dependencies)).toEqual(["@bufbuild/protobuf", "@postel/proto"]);
  });

  it("draws the same law in project references and manifests", () => {
    for (const room of ROOMS) {
      const config = JSON.parse(readFileSync(join(ROOT, room, "tsconfig.json"), "utf8"));
      const references = config.references.map((r: { path: string }) => r.path.replace("../", ""));
      expect([...references].sort(), `${room}/tsconfig.json`).toEqual([...LAW[room]].sort());
      const manifest = JSON.parse(readFileSync(join(ROOT, room, "package.json"), "utf8"));
      const dependencies = Object.keys(manifest.dependencies).filter((name) => name.startsWith("@postel/"));
      expect(dependencies.filter((name) => !LAW[room].includes(name.replace("@postel/", "") as Room))).toEqual([]);
      expect(existsSync(join(ROOT, room, "src/index.ts"))).toBe(true);
    }
  });

  it("gives all packages one version", () => {
    const versions = ["package.json", ...ROOMS.map((room) => `${room}/package.json`)].map(
      (path) => JSON.parse(readFileSync(join(ROOT, path), "utf8")).version,
    );
    expect(new Set(versions).size).toBe(1);
  });
});
