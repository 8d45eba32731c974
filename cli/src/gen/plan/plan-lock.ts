import { createHash } from "node:crypto";
import type { GenLock, LockedModule } from "../lock/gen-lock.ts";
import type { ResolvedModule } from "../resolve/resolved-module.ts";
import type { Selection } from "../resolve/select-events.ts";
import type { PlannedFile } from "./plan.ts";

/** Pins what was used and what came out of it. */
export function planLock(
  generator: string,
  modules: readonly ResolvedModule[],
  { events }: Selection,
  generated: readonly PlannedFile[],
): GenLock {
  const locked = (module: ResolvedModule): LockedModule => ({
    range: module.wanted.range,
    ...(module.version !== undefined && { version: module.version }),
    digest: module.digest,
    events: new Map(
      events.filter((used) => used.module === module.wanted.name).map(({ event }) => [event.name, event.schemaDigest]),
    ),
  });
  return {
    generator,
    modules: new Map(modules.map((module) => [module.wanted.name, locked(module)])),
    outputs: new Map(generated.map(({ path, text }) => [path, hashOf(text)])),
  };
}

function hashOf(text: string): string {
  return `sha256:${createHash("sha256").update(text).digest("hex")}`;
}
