import { join } from "node:path";
import { type Level, type Verdict, withExternalPaths } from "@postel/compat";
import { parseSource, type Source } from "@postel/compiler";
import { CliError } from "../errors.ts";
import { readGateFiles } from "../gate/files-beside.ts";
import type { GateReport } from "../gate/gate.ts";
import { openOutcomeCache } from "../gate/outcome-cache.ts";
import { samplesOf } from "../gate/samples-of-registry.ts";
import { writeBeside } from "../gate/write-beside.ts";
import { nextVersion } from "../release/next-version.ts";
import { upcastChangedRule } from "../rules/upcast-rules.ts";
import { chosenImages } from "../sources/chosen-images.ts";
import type { ModuleImage } from "../sources/load-images.ts";
import { loadPolicies } from "../sources/load-policies.ts";
import { openRegistry } from "../sources/registry.ts";
import { unlessDamaged } from "../sources/unless-damaged.ts";
import { readUpcastFiles } from "../upcasts/read-upcast-files.ts";
import { acceptedBreaks } from "./accepted-breaks.ts";
import { openBase } from "./base.ts";
import { checkModule } from "./check-module.ts";
import { problemFinding } from "./problem-finding.ts";
import { type Linting, startLint } from "./start-lint.ts";

/** What to check, and with what to compare it. */
export interface CheckRequest {
  readonly input: string;
  readonly against: string | undefined;
  readonly registry: string | undefined;
  /** Only this module. */
  readonly module: string | undefined;
  /** A level of compatibility to hold, besides the rules. */
  readonly level: Level | undefined;
  /** Whether goldens are written instead of compared. */
  readonly update: boolean;
  readonly cwd: string;
  /** Folder for what need not be computed again. */
  readonly cache: string;
  /** YYYY-MM-DD. */
  readonly today: string;
  /** Told of what takes a while. */
  readonly progress: (what: string) => void;
}

/** The verdict on one module; paths are as the input was written. */
export interface ModuleVerdict {
  /** Name of the module; empty for an image, and for schemas that do not compile. */
  readonly module: string;
  /** What it was compared with, as people call it. */
  readonly against: string;
  /** The latest release, when that is what it was compared with. */
  readonly version?: string;
  /** The version that the changes demand; absent without a release to count from. */
  readonly nextVersion?: string;
  readonly verdict: Verdict;
  /** What became of the samples that ran. */
  readonly samples: GateReport["results"];
  /** Samples that could not be generated. */
  readonly unmade: GateReport["unmade"];
  /** Goldens files that were written or removed. */
  readonly updated: readonly string[];
}

/** Judges every module of an input. Schemas that do not compile are findings too. Throws for unusable input. */
export async function checkInput(request: CheckRequest): Promise<ModuleVerdict[]> {
  const { input, cwd } = request;
  const source = parseSource(input);
  if (request.update && source.kind !== "folder")
    throw new CliError("USAGE", {
      message: `--update writes beside schemas, and ${input} is no folder`,
      command: "postel check",
    });
  const linting = startLint(source, cwd);
  try {
    return await unlessDamaged(() => checkOnce(request, source, linting));
  } finally {
    linting.stop();
  }
}

async function checkOnce(request: CheckRequest, source: Source, linting: Linting): Promise<ModuleVerdict[]> {
  const { input, cwd, today, level } = request;
  const { loaded, baseOf } = await openBase({ ...request, all: level?.endsWith("_TRANSITIVE") ?? false });
  if (loaded.kind === "invalid")
    return [{ module: "", against: "", verdict: uncompiled(loaded.problems.map(problemFinding)), ...NOTHING_RUN }];
  const images = chosenImages(loaded.images, request.module, input);
  const linted = linting.of(images, loaded.show);
  const stored = samplesOf(request.registry === undefined ? undefined : openRegistry(request.registry));
  const judge = async (image: ModuleImage): Promise<ModuleVerdict> => {
    const [base, policies, accepted, upcasts, files] = await Promise.all([
      baseOf(image),
      loadPolicies(image.module.document, cwd),
      acceptedBreaks(source, image.module, cwd),
      readUpcastFiles(source, image, cwd),
      readGateFiles(source, image, cwd),
    ]);
    const onRun = (count: number) => request.progress(`${image.module.name}: reading ${count} samples`);
    const checked = await checkModule({
      ...{ image, base, policies, accepted, upcasts, files, level },
      stored,
      onRun,
      cache: openOutcomeCache(join(request.cache, "upcasts")),
      today,
      attests: false,
    });
    const { goldens = [], stubs = [] } = request.update && checked.gate ? checked.gate : {};
    const updated = await writeBeside(new Map([...goldens, ...stubs]), loaded.show, cwd);
    const standing = request.update ? withoutChanged(checked.verdict) : checked.verdict;
    const verdict = withExternalPaths(standing, loaded.show);
    const lint = (await linted).get(image) ?? [];
    const next = base.version === undefined ? undefined : nextVersion(base.version, verdict.bump);
    return {
      module: image.module.name,
      against: base.label,
      ...(base.version !== undefined && { version: base.version }),
      ...(next !== undefined && { nextVersion: next }),
      verdict: { ...verdict, findings: [...verdict.findings, ...lint] },
      samples: checked.gate?.results ?? [],
      unmade: checked.gate?.unmade ?? [],
      updated,
    };
  };
  return Promise.all(images.map(judge));
}

const NOTHING_RUN = { samples: [], unmade: [], updated: [] };

/** Goldens that were just written differ from nothing. */
function withoutChanged(verdict: Verdict): Verdict {
  return { ...verdict, findings: verdict.findings.filter(({ rule }) => rule !== upcastChangedRule.id) };
}

function uncompiled(findings: Verdict["findings"]): Verdict {
  return { version: 1, findings, accepted: [], unused: [], changes: [], bump: "none", because: [] };
}
