/** Names the check plugins of a parsed buf.yaml, which only buf can run. */
export function pluginNames(document: unknown): string[] {
  if (typeof document !== "object" || document === null || !("plugins" in document)) return [];
  const { plugins } = document;
  if (!Array.isArray(plugins)) return [];
  return plugins.flatMap((entry: unknown) => {
    const name = typeof entry === "object" && entry !== null && "plugin" in entry ? entry.plugin : undefined;
    const told: unknown = Array.isArray(name) ? name[0] : name;
    return typeof told === "string" ? [told] : [];
  });
}
