import { Code, ConnectError, type HandlerContext } from "@connectrpc/connect";
import {
  type PublishReleaseRequest,
  ReleaseRefusalSchema,
  type UpcastAttestation,
  UpcastResult_Outcome,
} from "@postel/proto/registry";
import { RegistryError } from "../../errors.ts";
import { checkPublish } from "../../security/caller.ts";
import type { PublishOutcome } from "../../service/publish.ts";
import type { Registry } from "../../service/registry.ts";
import type { Attestation } from "../../service/unattested.ts";
import { callerOf } from "./connect-caller.ts";
import { releaseMessage } from "./release-message.ts";

/** Answers PublishRelease. Throws RegistryError, or ConnectError with a ReleaseRefusal. */
export async function publishRpc(registry: Registry, request: PublishReleaseRequest, context: HandlerContext) {
  const { module, version } = request;
  const { name: actor } = checkPublish(callerOf(context), module);
  const attestation = request.attestation && attested(request.attestation);
  return published(await registry.publish({ ...request, attestation, actor }), module, version);
}

function attested({ releaseDigest, results }: UpcastAttestation): Attestation {
  return {
    releaseDigest,
    results: results.map(({ event, sample, schemaDigest, target, outcome, detail }) => ({
      ...{ event, sample, schemaDigest, target, detail },
      isOk: outcome === UpcastResult_Outcome.OK,
    })),
  };
}

function published(outcome: PublishOutcome, module: string, version: string) {
  switch (outcome.kind) {
    case "stored":
    case "same":
      return { release: releaseMessage(outcome.release), created: outcome.kind === "stored" };
    case "taken":
      throw new RegistryError("VERSION_TAKEN", { module, version, digest: outcome.release.digest });
    case "elsewhere":
      throw new RegistryError("EVENT_ELSEWHERE", { event: outcome.event, module: outcome.module });
    case "sample-taken":
      throw new RegistryError("SAMPLE_TAKEN", { event: outcome.sample.event, name: outcome.sample.name });
    case "unreadable": {
      const [first] = outcome.findings;
      const reason = `events of earlier majors must be readable as the newest: ${first?.message ?? "they are not"}`;
      throw refusal(module, version, reason, { findings: [...outcome.findings] });
    }
    case "refused": {
      const { previousVersion, lowestVersion, bump, findings, because } = outcome;
      const reason = outcome.isFinal
        ? `it changes how events are read that were stored since ${previousVersion}: make a new major of the event instead`
        : `what changed since ${previousVersion} is ${bump}, so the version must be ${lowestVersion} or higher`;
      const detail = { previousVersion, lowestVersion, bump, findings: [...findings], because: [...because] };
      throw refusal(module, version, reason, detail);
    }
  }
}

type Refusal = Extract<NonNullable<ConstructorParameters<typeof ConnectError>[3]>[number], { value: unknown }>["value"];

function refusal(module: string, version: string, reason: string, value: Refusal): ConnectError {
  const { message } = new RegistryError("RELEASE_REFUSED", { module, version, reason });
  return new ConnectError(message, Code.FailedPrecondition, undefined, [{ desc: ReleaseRefusalSchema, value }]);
}
