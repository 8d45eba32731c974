/** The plugins of this package; `protoc-gen-postel-<name>` is the program. */
export const pluginNames = ["upcasters", "producers", "consumers"] as const;

/** One of the plugins. */
export type PluginName = (typeof pluginNames)[number];

/** Printed into the head of every generated file; the workspace has one version. */
export const PLUGIN_VERSION = "0.1.0";
