import { existsSync } from "node:fs";
import { join, posix, relative } from "node:path";
import type { Dice } from "./dice.ts";
import { drawBreaking, type Sides } from "./draw-sides.ts";

/** A command line without the program, and the folder it runs in. */
export interface Call {
  readonly cwd: string;
  readonly words: readonly string[];
}

/** Draws arguments of `breaking` about sides that were placed in a folder; most of them make sense. */
export function drawCall(dice: Dice, sides: Sides, folder: string): Call {
  const part = dice.chance(60) ? undefined : dice.pick([...sides.folders, ...sides.files]);
  const places = [".", ".", "after", "repo", "repo", ...sides.folders.map((each) => `after/${each}`)];
  const cwd = dice.pick(places.map((place) => join(folder, place)).filter((place) => existsSync(place)));
  const name = (side: "before" | "after") => drawInput(dice, folder, cwd, side, part);
  const words = [name("after"), "--against", name("before"), ...drawFlags(dice, sides, folder, cwd)];
  return { cwd, words };
}

function drawInput(dice: Dice, folder: string, cwd: string, side: "before" | "after", part?: string): string {
  const from = (path: string) => posix.join(relative(cwd, folder) || ".", path);
  const isFile = part?.endsWith(".proto") === true;
  const subdir = part === undefined || isFile || dice.chance(10) ? [] : [`subdir=${part}`];
  const options = (list: readonly string[]) => (list.length === 0 ? "" : `#${list.join(",")}`);
  const commit =
    side === "before" ? dice.pick(["tag=v1", "branch=old", "ref=HEAD~1", "branch=main,ref=HEAD~1"]) : "branch=main";
  const folderOf = join(side, isFile && dice.chance(30) ? posix.dirname(part) : (part ?? "."));
  return dice.pick([
    () => from(folderOf) + (isFile ? dice.pick(["", "", "#include_package_files=true"]) : ""),
    () => join(folder, folderOf),
    () => from("repo/.git") + options([commit, ...subdir]),
    () => from("repo/.git") + options([commit, ...subdir]),
    () => from(`${side}${dice.pick([".tar", ".zip"])}`) + options(subdir),
    () =>
      from(`${side}-top.tgz`) +
      options(
        dice.chance(50)
          ? ["strip_components=1", ...subdir]
          : [`subdir=${posix.join(side, isFile ? "." : (part ?? "."))}`],
      ),
    () => from(`${side}${dice.pick([".binpb", ".json.gz"])}`),
    () =>
      cwd.startsWith(join(folder, "after")) && side === "after"
        ? "."
        : from(join("repo", side === "after" ? (part ?? ".") : ".")),
  ])();
}

const FORMATS = ["text", "json", "msvs", "junit", "github-actions", "gitlab-code-quality", "gcc"];

function drawFlags(dice: Dice, sides: Sides, folder: string, cwd: string): string[] {
  const path = () => {
    const named = dice.pick([...sides.files, ...sides.folders, ...sides.folders, "nope"]);
    return dice.pick([
      named,
      named,
      `./${named}`,
      `${named}/`,
      join(folder, "after", named),
      relative(cwd, join(folder, "after", named)),
      `${named},nope`,
    ]);
  };
  const config = () =>
    JSON.stringify({
      version: dice.pick(["v1", "v2", "v1beta1"]),
      ...(dice.chance(60) && { breaking: drawBreaking(dice, sides.files) }),
    });
  return [
    ...(dice.chance(40) ? ["--error-format", dice.pick(FORMATS)] : []),
    ...(dice.chance(30) ? ["--path", path()] : []),
    ...(dice.chance(10) ? ["--path", path()] : []),
    ...(dice.chance(20) ? ["--exclude-path", path()] : []),
    ...(dice.chance(20) ? ["--exclude-imports"] : []),
    ...(dice.chance(10) ? ["--limit-to-input-files"] : []),
    ...(dice.chance(20) ? ["--config", config()] : []),
    ...(dice.chance(10) ? ["--against-config", config()] : []),
    ...(dice.chance(5) ? ["--disable-symlinks"] : []),
  ];
}
