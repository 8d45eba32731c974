import type { DescriptorSet } from "@postel/proto";
import { RegistryError } from "../errors.ts";
import type { Store, VersionRecord } from "../store/store.ts";
import { latestOf, lowestAllowed } from "./choose-version.ts";
import type { Judge, Judgement } from "./judge.ts";
import type { LoadRelease } from "./load-release.ts";

/** What comparing needs of its surroundings. */
export interface CompareDeps {
  readonly store: Store;
  readonly load: LoadRelease;
  readonly judge: Judge;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

/** What changed between two releases of a module; undefined when one is missing. */
export async function diffReleases(
  deps: CompareDeps,
  module: string,
  from: string,
  to: string,
): Promise<Judgement | undefined> {
  const [before, after] = await Promise.all([loaded(deps, module, from), loaded(deps, module, to)]);
  return before === undefined || after === undefined ? undefined : judged(deps, before, after);
}

/** What would become of a release: the judgement, against which release, and the lowest version that it may have. */
export interface ReleaseCheck {
  readonly previousVersion: string;
  /** Empty when no version would do. */
  readonly lowestVersion: string;
  readonly judgement: Judgement;
}

/** Judges schemas against a release of a module, by default the latest; undefined for a module without releases. */
export async function checkRelease(
  deps: CompareDeps,
  module: string,
  set: DescriptorSet,
  against: string,
): Promise<ReleaseCheck | undefined> {
  const versions = await deps.store.versionsOf(module);
  const previous = against === "" ? latestOf(versions) : versions.find((entry) => entry.version === against);
  if (previous === undefined && against !== "")
    throw new RegistryError("NOT_FOUND", { what: `release ${against} of ${module}` });
  if (previous === undefined) return undefined;
  const judgement = await judged(deps, (await deps.load(previous.id)).set, set);
  const lowestVersion = judgement.isFinal ? "" : lowestAllowed(previous.version, judgement.bump);
  return { previousVersion: previous.version, lowestVersion, judgement };
}

async function loaded({ store, load }: CompareDeps, module: string, version: string) {
  const found: VersionRecord | undefined = await store.findRelease(module, version);
  return found === undefined ? undefined : (await load(found.id)).set;
}

function judged({ judge, now }: CompareDeps, before: DescriptorSet, after: DescriptorSet): Promise<Judgement> {
  return judge(before, after, new Date(now()));
}
