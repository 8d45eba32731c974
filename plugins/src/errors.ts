/** What can be wrong with a request to a plugin, by code: the message's template and the exit status of a command. */
export const pluginErrors = {
  option_invalid: { template: "`{option}` is not valid: {why}.", exit: 2 },
  target_unsupported: {
    template: "`target={target}` is not supported: Postel's plugins write TypeScript. Say `target=ts` and compile it.",
    exit: 2,
  },
  schemas_invalid: { template: "The schemas do not allow code to be generated:\n{problems}", exit: 1 },
  event_unknown: {
    template:
      "`emits={name}` names no event of these schemas. {hint} If buf runs the plugin per directory, set `strategy: all`.",
    exit: 1,
  },
  event_retired: {
    template: "`emits={name}`: the event is retired, so nothing may emit it. Remove it, or emit {latest}.",
    exit: 1,
  },
  lineage_unknown: {
    template:
      "`consumes={name}` names no lineage of these schemas. {hint} If buf runs the plugin per directory, set `strategy: all`.",
    exit: 1,
  },
  major_unknown: { template: "`consumes={name}@v{major}`: the lineage has {majors} only.", exit: 1 },
  downcast_missing: {
    template:
      "`consumes={name}@v{major}`: newer events cannot be read as v{major}:\n{gaps}\nGive these fields a `downcast`, or read a newer major.",
    exit: 1,
  },
  plan_unknown: {
    template: "The plan {why}. It comes from another version of Postel: use one version of its packages throughout.",
    exit: 1,
  },
  path_unsafe: { template: "The file {path} would be written outside the output folder. Rename it.", exit: 1 },
} as const satisfies Record<string, { template: string; exit: 1 | 2 }>;

/** The name of one thing that can be wrong; see `pluginErrors`. */
export type PluginErrorCode = keyof typeof pluginErrors;

/** A request that no code can be generated for; `code` names it in `pluginErrors`, `exit` is a command's status. */
export class PluginError extends Error {
  override readonly name = "PluginError";
  readonly code: PluginErrorCode;
  readonly exit: 1 | 2;

  constructor(code: PluginErrorCode, values: Readonly<Record<string, string | number>> = {}) {
    super(fill(pluginErrors[code].template, values));
    this.code = code;
    this.exit = pluginErrors[code].exit;
  }
}

/** Tells a PluginError from anything else that was thrown, across copies of this package. */
export function isPluginError(error: unknown): error is PluginError {
  return error instanceof Error && error.name === "PluginError" && "code" in error;
}

function fill(template: string, values: Readonly<Record<string, string | number>>): string {
  return template.replace(/\{(\w+)\}/g, (hole, name: string) =>
    Object.hasOwn(values, name) ? `${values[name]}` : hole,
  );
}
