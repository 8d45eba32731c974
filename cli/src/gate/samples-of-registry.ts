import type { Registry } from "../sources/registry.ts";
import type { RegistrySample } from "./lineage-samples.ts";

/** Asks a registry for samples as the gate takes them; without a registry there are none. */
export function samplesOf(registry: Pick<Registry, "samples"> | undefined) {
  return async (event: string): Promise<RegistrySample[]> => {
    const samples = (await registry?.samples(event)) ?? [];
    return samples.map(({ event: of, name, schemaDigest, data }) => ({ event: of, name, schema: schemaDigest, data }));
  };
}
