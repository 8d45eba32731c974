import type { Verdict } from "@postel/compat";
import { parseSource } from "@postel/compiler";
import { nextVersion } from "../release/next-version.ts";
import { chosenImages } from "../sources/chosen-images.ts";
import { loadImages, type ModuleImage } from "../sources/load-images.ts";
import { loadPolicies } from "../sources/load-policies.ts";
import { readUpcastFiles } from "../upcasts/read-upcast-files.ts";
import { acceptedBreaks } from "./accepted-breaks.ts";
import { openBase } from "./base.ts";
import { checkModule } from "./check-module.ts";
import { lintFindings } from "./lint-findings.ts";
import { problemFinding } from "./problem-finding.ts";
import { withExternalPaths } from "./with-external-paths.ts";

/** What to check, and with what to compare it. */
export interface CheckRequest {
  readonly input: string;
  readonly against: string | undefined;
  readonly registry: string | undefined;
  /** Only this module. */
  readonly module: string | undefined;
  readonly cwd: string;
  /** YYYY-MM-DD. */
  readonly today: string;
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
}

/** Judges every module of an input. Schemas that do not compile are findings too. Throws for unusable input. */
export async function checkInput(request: CheckRequest): Promise<ModuleVerdict[]> {
  const { input, cwd, today } = request;
  const source = parseSource(input);
  const [loaded, baseOf] = await Promise.all([loadImages(source, { cwd }), openBase(request)]);
  if (loaded.kind === "invalid")
    return [{ module: "", against: "", verdict: uncompiled(loaded.problems.map(problemFinding)) }];
  const images = chosenImages(loaded.images, request.module, input);
  const linted = lintFindings(source, images, loaded.show, cwd);
  const judge = async (image: ModuleImage): Promise<ModuleVerdict> => {
    const [base, policies, accepted, upcasts] = await Promise.all([
      baseOf(image),
      loadPolicies(image.module.document, cwd),
      acceptedBreaks(source, image.module, cwd),
      readUpcastFiles(source, image, cwd),
    ]);
    const verdict = withExternalPaths(
      await checkModule({ image, base, policies, accepted, upcasts, today, typeCheck: true }),
      loaded.show,
    );
    const lint = (await linted).get(image) ?? [];
    const next = base.version === undefined ? undefined : nextVersion(base.version, verdict.bump);
    return {
      module: image.module.name,
      against: base.label,
      ...(base.version !== undefined && { version: base.version }),
      ...(next !== undefined && { nextVersion: next }),
      verdict: { ...verdict, findings: [...verdict.findings, ...lint] },
    };
  };
  return Promise.all(images.map(judge));
}

function uncompiled(findings: Verdict["findings"]): Verdict {
  return { version: 1, findings, accepted: [], unused: [], changes: [], bump: "none", because: [] };
}
