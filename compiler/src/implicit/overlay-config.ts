import { posix } from "node:path";
import { type Config, isRecord, records, strings, type Workspace } from "../workspace/find-workspace.ts";

/** Folder of an overlay that stands for the user's workspace. */
export const INPUT_FOLDER = "in";

/** Folder of an overlay that holds the implicit modules. */
export const IMPLICIT_FOLDER = "implicit";

/** The configuration of an overlay. */
export interface OverlayConfig {
  /** Files to write, by path from the overlay's root. */
  readonly files: ReadonlyMap<string, string>;
  /** Files at the workspace's base that must not be seen in the overlay. */
  readonly hidden: readonly string[];
}

/**
 * Says how buf must read a workspace whose base moved to `prefix` (`in`, `in/proto`) and got the given neighbours:
 * none, or the folder `implicit`.
 */
export function overlayConfig(
  { kind, config, replacement }: Workspace,
  prefix: string,
  neighbours: readonly string[],
): OverlayConfig {
  const move = (path: string) => posix.join(prefix, path);
  if (kind === "v2") {
    const text = JSON.stringify(moveV2(config, move, neighbours));
    return { files: new Map([["buf.yaml", text]]), hidden: ["buf.yaml", "buf.work.yaml", "buf.lock"] };
  }
  const folders = kind === "work" ? strings(config.directories).map(move) : [prefix];
  const text = JSON.stringify({ version: "v1", directories: [...folders, ...neighbours] });
  const files = new Map([["buf.work.yaml", text]]);
  if (replacement !== undefined) files.set(move("buf.yaml"), replacement);
  return { files, hidden: replacement === undefined ? ["buf.work.yaml"] : ["buf.work.yaml", "buf.yaml"] };
}

/**
 * Tells whether the input is all of a buf.work.yaml: buf takes that only at its root, so the overlay's root becomes the input
 * and its neighbours must be excluded.
 */
export function isWholeWork({ kind, base }: Workspace, folder: string): boolean {
  return kind === "work" && base === folder;
}

type Move = (path: string) => string;

function moveV2({ name, modules, ...config }: Config, move: Move, neighbours: readonly string[]): Config {
  const listed = records(modules);
  const moved = (listed.length === 0 ? [{ path: ".", name }] : listed).map((module) => moveModule(module, move));
  return { ...moveRules(config, move), modules: [...moved, ...neighbours.map((path) => ({ path }))] };
}

function moveModule(module: Config, move: Move): Config {
  const { path, includes, excludes } = module;
  return {
    ...moveRules(module, move),
    path: move(typeof path === "string" ? path : "."),
    ...(includes === undefined ? {} : { includes: strings(includes).map(move) }),
    ...(excludes === undefined ? {} : { excludes: strings(excludes).map(move) }),
  };
}

function moveRules(config: Config, move: Move): Config {
  const { lint, breaking } = config;
  return {
    ...config,
    ...(isRecord(lint) ? { lint: moveIgnores(lint, move) } : {}),
    ...(isRecord(breaking) ? { breaking: moveIgnores(breaking, move) } : {}),
  };
}

function moveIgnores(rules: Config, move: Move): Config {
  const { ignore, ignore_only: only } = rules;
  return {
    ...rules,
    ...(ignore === undefined ? {} : { ignore: strings(ignore).map(move) }),
    ...(isRecord(only)
      ? { ignore_only: Object.fromEntries(Object.entries(only).map(([id, paths]) => [id, strings(paths).map(move)])) }
      : {}),
  };
}
