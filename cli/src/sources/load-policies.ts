import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import { type Policy, type PolicyReference, policyReferences, readPolicy } from "@postel/compat";
import { CliError } from "../errors.ts";

/** Reads the policy files that a parsed buf.yaml names; like buf, from where the command runs. Throws CliError or CompatError. */
export async function loadPolicies(document: unknown, cwd: string): Promise<Policy[]> {
  return Promise.all(policyReferences(document).map((reference) => load(reference, cwd)));
}

async function load(reference: PolicyReference, cwd: string): Promise<Policy> {
  const { name } = reference;
  const text = await readFile(resolve(cwd, name), "utf8").catch((cause: unknown) => {
    throw new CliError("POLICY_UNREADABLE", { name }, { cause });
  });
  const { parseYaml } = await import("./parse-yaml.ts");
  const document = await Promise.resolve(text)
    .then((yaml) => parseYaml(yaml))
    .catch((cause: Error) => {
      throw new CliError("POLICY_UNREADABLE", { name }, { why: cause.message.split("\n")[0] ?? "", cause });
    });
  return { name, config: readPolicy(document, reference) };
}
