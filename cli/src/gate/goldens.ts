import {
  type DescMessage,
  fromJson,
  type JsonObject,
  type JsonValue,
  type Registry,
  toBinary,
} from "@bufbuild/protobuf";
import type { ReportedFinding } from "@postel/compat";
import { type GateFiles, GOLDENS } from "./files-beside.ts";
import { isObject, jsonFile } from "./json-file.ts";
import type { StoredSample } from "./stored-sample.ts";

/** How a sample is read as the latest major of its lineage, as somebody has reviewed it. */
export interface Golden {
  /** Full name of the sample's event. */
  readonly event: string;
  readonly sample: string;
  /** Schema digest of the sample. */
  readonly schema: string;
  /** Full name of the event that it becomes. */
  readonly target: string;
  /** The sample as ProtoJSON. */
  readonly old: JsonValue;
  /** What it becomes. */
  readonly new: JsonValue;
}

/** A golden and the place where it stands. */
export interface PlacedGolden extends Golden {
  readonly path: string;
  readonly complain: (rest: readonly (string | number)[], message: string) => ReportedFinding;
}

/** The goldens of a module. */
export interface PlacedGoldens {
  readonly goldens: readonly PlacedGolden[];
  readonly findings: readonly ReportedFinding[];
  /** Files that hold something else; they are left as they are. */
  readonly unread: ReadonlySet<string>;
}

/** What the texts of a golden look like. */
const TEXTS = {
  event: /^[\w.]{1,500}$/,
  sample: /^[\w.-]{1,200}$/,
  schema: /^sha256:[0-9a-f]{64}$/,
  target: /^[\w.]{1,500}$/,
} as const;
const VERSION = 1;

/** Reads the `*.goldens.json` of a module. */
export function readGoldens(files: GateFiles): PlacedGoldens {
  const goldens: PlacedGolden[] = [];
  const findings: ReportedFinding[] = [];
  for (const [path, text] of files) {
    if (!path.endsWith(GOLDENS)) continue;
    const { value, problems, complain } = jsonFile(path, text);
    findings.push(...problems);
    if (value === undefined) continue;
    const list = isObject(value) && value.version === VERSION ? value.goldens : undefined;
    if (!Array.isArray(list)) findings.push(complain([], 'The file needs "version": 1 and a list "goldens".'));
    for (const [at, entry] of (Array.isArray(list) ? list : []).entries()) {
      if (isGolden(entry))
        goldens.push({ ...entry, path, complain: (rest, message) => complain(["goldens", at, ...rest], message) });
      else findings.push(complain(["goldens", at], `This is no golden: ${lackOf(entry)}.`));
    }
  }
  return { goldens, findings: findings.map(asGoldens), unread: new Set(findings.flatMap(({ path }) => path ?? [])) };
}

function asGoldens(finding: ReportedFinding): ReportedFinding {
  return {
    ...finding,
    next: "Correct the file; or remove it, and run `postel check --update` to have it written anew.",
  };
}

function isGolden(value: JsonValue): value is JsonObject & Golden {
  return lackOf(value) === "";
}

/** What keeps a value from being a golden; nothing when it is one. */
function lackOf(value: JsonValue): string {
  if (!isObject(value)) return "it is no object";
  const missing = [...Object.keys(TEXTS), "old", "new"].filter((name) => !Object.hasOwn(value, name));
  if (missing.length > 0)
    return `${missing.map((name) => `"${name}"`).join(", ")} ${missing.length === 1 ? "is" : "are"} missing`;
  const wrong = Object.entries(TEXTS).filter(
    ([name, pattern]) => typeof value[name] !== "string" || !pattern.test(value[name]),
  );
  return wrong.map(([name]) => `"${name}" is not written as one`).join(", ");
}

/** Prints the goldens of a file, in the order of their events and samples. */
export function printGoldens(goldens: readonly Golden[]): string {
  const key = ({ target, event, schema, sample, old }: Golden) =>
    [target, event, sample, schema, JSON.stringify(old)].join("\n");
  const sorted = goldens.toSorted((a, b) => (key(a) < key(b) ? -1 : 1));
  const entries = sorted.map(({ target, event, sample, schema, old, new: now }) => ({
    ...{ target, event, sample, schema, old },
    new: now,
  }));
  return `${JSON.stringify({ version: VERSION, goldens: entries }, null, 2)}\n`;
}

/** The sample that a golden holds, written by the newest schema of its major; undefined when it is no such event any more. */
export function sampleOfGolden(golden: Golden, desc: DescMessage, registry: Registry): StoredSample | undefined {
  try {
    const data = toBinary(desc, fromJson(desc, golden.old, { registry }));
    const { event, sample, schema, old } = golden;
    return { event, name: sample, schema, data, json: old, origin: "golden" };
  } catch {
    return undefined;
  }
}
