import type { CodeGeneratorRequest } from "@bufbuild/protobuf/wkt";
import { PluginError } from "../errors.ts";
import { modelOfSet, type RequestModel } from "./model-of-set.ts";
import { setOfRequest } from "./set-of-request.ts";

/** Reads a request's events; requests for one set share the work. Throws schemas_invalid for wrong files to generate. */
export function modelOf(request: CodeGeneratorRequest): RequestModel {
  const model = modelOfSet(setOfRequest(request));
  const targets = new Set(request.fileToGenerate);
  const problems = model.problems.filter(({ path }) => targets.has(path));
  if (problems.length > 0)
    throw new PluginError("schemas_invalid", {
      problems: problems.map((p) => `${p.path}:${p.line}:${p.column}: ${p.message}`).join("\n"),
    });
  return model;
}
