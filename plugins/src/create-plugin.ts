import type { CodeGeneratorRequest } from "@bufbuild/protobuf/wkt";
import { createEcmaScriptPlugin, type Plugin, type Schema } from "@bufbuild/protoplugin";
import { PluginError } from "./errors.ts";
import { type PluginOptions, parseOptions } from "./options.ts";
import { PLUGIN_VERSION, type PluginName } from "./plugin-name.ts";
import { rememberSet, setOfRequest } from "./request/set-of-request.ts";

/** Makes a plugin object for one run; protoplugin's own remember earlier calls. Loads protoplugin: import it lazily. */
export function createPlugin(name: PluginName, print: (schema: Schema<PluginOptions>) => void): Plugin {
  const plugin = createEcmaScriptPlugin<PluginOptions>({
    name: `protoc-gen-postel-${name}`,
    version: `v${PLUGIN_VERSION}`,
    parseOptions,
    generateTs: print,
  });
  return { ...plugin, run: (request) => plugin.run(withTarget(request)) };
}

function withTarget(request: CodeGeneratorRequest): CodeGeneratorRequest {
  const own: CodeGeneratorRequest = Object.assign(Object.create(Object.getPrototypeOf(request)), request);
  own.parameter = asTypeScript(request.parameter);
  rememberSet(own, setOfRequest(request));
  return own;
}

/** protoplugin would otherwise compile to JavaScript itself, with a TypeScript of its own that knows none of our imports. */
function asTypeScript(parameter: string): string {
  const target = /(?:^|,)target=([^,]*)/.exec(parameter)?.[1];
  if (target === undefined) return parameter === "" ? "target=ts" : `target=ts,${parameter}`;
  if (target !== "ts") throw new PluginError("target_unsupported", { target });
  return parameter;
}
