import { type DescMessage, fromJson, toBinary, toJson } from "@bufbuild/protobuf";
import type { ReportedFinding } from "@postel/compat";
import type { EventInfo } from "@postel/model";
import { type DescriptorSet, registryOf } from "@postel/proto";
import { besideProto, EXAMPLES, type GateFiles } from "./files-beside.ts";
import { entriesOf, isObject, type JsonFile, jsonFile } from "./json-file.ts";
import type { StoredSample } from "./stored-sample.ts";
import type { Validation } from "./validation.ts";

/** Samples that people wrote, and what is wrong with the files they stand in. */
export interface Examples {
  readonly samples: readonly StoredSample[];
  readonly findings: readonly ReportedFinding[];
}

/** What a sample may be called. */
const NAME = /^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/;
/** Names of samples that nobody wrote begin so. */
export const GENERATED = "generated-";

/**
 * Reads the `*.examples.json` of a module: `{ "OrderPlaced": { "two-lines": <the event as ProtoJSON> } }`, events by their name
 * within the package. Examples must be valid events of the schema beside them.
 */
export function readExamples(
  set: DescriptorSet,
  events: readonly EventInfo[],
  files: GateFiles,
  validation: Validation,
): Examples {
  const samples: StoredSample[] = [];
  const findings: ReportedFinding[] = [];
  const reader = { set, validation, findings };
  for (const [path, text] of files) {
    if (!path.endsWith(EXAMPLES)) continue;
    const file = jsonFile(path, text);
    const local = events.filter(({ desc }) => besideProto(desc.file.proto.name, EXAMPLES) === path);
    findings.push(...file.problems);
    if (file.value === undefined) continue;
    if (!isObject(file.value)) findings.push(file.complain([], "The file holds no object of events by name."));
    samples.push(...entriesOf(file.value).flatMap(([name, all]) => samplesOf(reader, file, local, name, all)));
  }
  return { samples, findings };
}

interface Reader {
  readonly set: DescriptorSet;
  readonly validation: Validation;
  readonly findings: ReportedFinding[];
}

function samplesOf(
  reader: Reader,
  file: JsonFile,
  events: readonly EventInfo[],
  eventName: string,
  all: Parameters<typeof entriesOf>[0],
): StoredSample[] {
  const { findings } = reader;
  const event = events.find(({ desc }) => localName(desc) === eventName || desc.typeName === eventName);
  if (event === undefined) {
    const known = events.map(({ desc }) => localName(desc)).join(", ") || "none";
    findings.push(
      file.complain([eventName], `"${eventName}" is no event of the .proto file beside; events: ${known}.`),
    );
    return [];
  }
  if (!isObject(all)) findings.push(file.complain([eventName], `"${eventName}" holds no object of samples by name.`));
  return entriesOf(all).flatMap(([name, json]) => {
    const problem = nameProblem(name);
    if (problem === undefined) return sampleOf(reader, file, event, eventName, name, json);
    findings.push(file.complain([eventName, name], problem));
    return [];
  });
}

function nameProblem(name: string): string | undefined {
  if (!NAME.test(name)) return `"${name}" is no name of a sample: letters, digits, ".", "_" and "-", at most 100.`;
  return name.startsWith(GENERATED) ? `"${name}" is a name of generated samples; call it otherwise.` : undefined;
}

function sampleOf(
  { set, validation, findings }: Reader,
  file: JsonFile,
  { desc, schemaDigest }: EventInfo,
  eventName: string,
  name: string,
  json: Parameters<Validation["ofJson"]>[1],
): StoredSample[] {
  const registry = registryOf(set);
  const complaints = validation.ofJson(desc, json);
  for (const { path, message } of complaints) {
    const where = path === "" ? "" : ` at ${path}`;
    const text = `Sample "${name}" is no valid ${desc.typeName}${where}: ${message}.`;
    findings.push(file.complain([eventName, name, ...keysOf(path)], text));
  }
  if (complaints.length > 0) return [];
  const message = fromJson(desc, json, { registry });
  const data = toBinary(desc, message);
  return [
    {
      ...{ event: desc.typeName, name, schema: schemaDigest, data },
      json: toJson(desc, message, { registry }),
      origin: "example",
    },
  ];
}

/** The keys that lead to a field in ProtoJSON, as long as names are what they are in the .proto file. */
function keysOf(path: string): (string | number)[] {
  return path
    .split(/[.[\]]+/)
    .filter((part) => part !== "")
    .map((part) =>
      /^\d+$/.test(part) ? Number(part) : part.replace(/_+(.)/g, (_, letter: string) => letter.toUpperCase()),
    );
}

/** Name of a message within its package. */
export function localName({ typeName, file }: DescMessage): string {
  const { package: name } = file.proto;
  return name === "" ? typeName : typeName.slice(name.length + 1);
}
