import type { MethodDescriptorProto, ServiceDescriptorProto } from "@bufbuild/protobuf/wkt";
import { MethodOptionsSchema, ServiceOptionsSchema } from "@bufbuild/protobuf/wkt";
import { withComments } from "./comments.ts";
import type { Context } from "./context.ts";
import { block } from "./lines.ts";
import { optionStatements } from "./print-options.ts";

const METHOD = 2;

/** Prints a service with its comments. */
export function printService(
  context: Context,
  service: ServiceDescriptorProto,
  path: readonly number[],
  scope: string,
): string[] {
  const name = scope === "" ? service.name : `${scope}.${service.name}`;
  const inside = [
    ...optionStatements(context, ServiceOptionsSchema, service.options, name),
    ...service.method.flatMap((method, index) => printMethod(context, method, [...path, METHOD, index], name)),
  ];
  return withComments(context.comments, path, block(`service ${service.name}`, inside));
}

function printMethod(
  context: Context,
  method: MethodDescriptorProto,
  path: readonly number[],
  scope: string,
): string[] {
  const type = (name: string, streaming: boolean) =>
    `(${streaming ? "stream " : ""}${context.reference(name.replace(/^\./, ""), `${scope}.${method.name}`)})`;
  const head = `rpc ${method.name}${type(method.inputType, method.clientStreaming)} returns ${type(method.outputType, method.serverStreaming)}`;
  const options = optionStatements(context, MethodOptionsSchema, method.options, scope);
  return withComments(context.comments, path, method.options === undefined ? [`${head};`] : block(head, options));
}
