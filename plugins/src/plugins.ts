import type { Plugin } from "@bufbuild/protoplugin";
import type { PluginName } from "./plugin-name.ts";

/** Makes a plugin for one run, by name. Loads protoplugin (and with it a TypeScript compiler) on first use. */
export const plugins: Readonly<Record<PluginName, () => Promise<Plugin>>> = {
  async upcasters() {
    const [{ createPlugin }, { printUpcasters }] = await Promise.all([
      import("./create-plugin.ts"),
      import("./upcasters/print-upcasters.ts"),
    ]);
    return createPlugin("upcasters", printUpcasters);
  },
  async producers() {
    const [{ createPlugin }, { printProducers }] = await Promise.all([
      import("./create-plugin.ts"),
      import("./producers/print-producers.ts"),
    ]);
    return createPlugin("producers", printProducers);
  },
  async consumers() {
    const [{ createPlugin }, { printConsumers }] = await Promise.all([
      import("./create-plugin.ts"),
      import("./consumers/print-consumers.ts"),
    ]);
    return createPlugin("consumers", printConsumers);
  },
};
