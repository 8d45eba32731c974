import type { PublishReleaseRequest } from "@postel/proto/registry";
import type { Publication, Registry } from "../sources/registry.ts";

/** A release that is about to be sent. */
type Unsent = Exclude<Publication, PublishReleaseRequest> & { readonly module: string };

/** How many samples a registry takes at once. */
const MOST_SAMPLES = 1000;

/** Publishes a release; samples that are too many for one message follow it. False when it was stored before. */
export async function publish(
  publication: Unsent,
  registry: Pick<Registry, "publish" | "addSamples">,
): Promise<boolean> {
  const samples = publication.samples ?? [];
  const created = await registry.publish({ ...publication, samples: samples.slice(0, MOST_SAMPLES) });
  for (let at = MOST_SAMPLES; at < samples.length; at += MOST_SAMPLES)
    await registry.addSamples(publication.module, samples.slice(at, at + MOST_SAMPLES));
  return created;
}
