import { CliError } from "../errors.ts";
import { hint } from "../gen/closest.ts";
import type { ModuleImage } from "./load-images.ts";

/** The modules that a command is about: the named one, or all. Throws CliError UNKNOWN_MODULE. */
export function chosenImages(images: readonly ModuleImage[], name: string | undefined, source: string): ModuleImage[] {
  if (name === undefined) return [...images];
  const chosen = images.filter(({ module }) => module.name === name);
  const known = images.map(({ module }) => module.name);
  if (chosen.length === 0) throw new CliError("UNKNOWN_MODULE", { module: name, source, hint: hint(name, known) });
  return chosen;
}
