import type { CheckReleaseRequest, DiffReleasesRequest } from "@postel/proto/registry";
import type { JudgedFinding, Judgement } from "../../service/judge.ts";
import type { Registry } from "../../service/registry.ts";
import { notFound } from "./release-message.ts";

/** Answers DiffReleases. Throws RegistryError NOT_FOUND. */
export async function diffRpc(registry: Registry, { module, from, to }: DiffReleasesRequest) {
  const found = await registry.diff(module, from, to);
  if (found === undefined) throw notFound(`release ${from} or ${to} of ${module}`);
  return { ...factsOf(found), bump: found.bump };
}

/** Answers CheckRelease. Throws RegistryError. */
export async function checkRpc(registry: Registry, request: CheckReleaseRequest) {
  const found = await registry.check(request);
  if (found === undefined) return {};
  const { previousVersion, lowestVersion, judgement } = found;
  return {
    ...{ previousVersion, lowestVersion, bump: judgement.bump, final: judgement.isFinal },
    ...factsOf(judgement),
  };
}

function factsOf({ findings, changes }: Judgement) {
  return {
    findings: findings.map((finding: JudgedFinding) => ({ ...finding })),
    changes: changes.map(({ kind, element, path, bump, text }) => ({ kind, element, path, bump, text })),
  };
}
