import { validRange } from "semver";
import { CliError } from "../../errors.ts";
import { hint } from "../closest.ts";
import type { ConsumedLineage, EmittedEvent, GenConfig, GenSource, WantedModule } from "./gen-config.ts";
import { readYaml, type YamlMap, type YamlValue } from "./yaml-tree.ts";

const KEYS = ["version", "registry", "source", "out", "modules", "emits", "consumes"];
const MODULE = /^[a-z][a-z0-9-]*(\/[a-z][a-z0-9-]*){1,5}$/;
const NAME = /^[A-Za-z_]\w*(\.[A-Za-z_]\w*)*$/;

/** Reads `gen.yaml`. Throws GEN_YAML_INVALID with every problem in it, each with its line and column. */
export function readGenConfig(text: string, file: string): GenConfig {
  const { root, complaints } = readYaml(text, file);
  const config = root === undefined ? undefined : readRoot(root, file);
  if (config === undefined || complaints.length > 0)
    throw new CliError("GEN_YAML_INVALID", {}, { where: file, why: complaints.join("\n         ") });
  return config;
}

function readRoot(root: YamlMap, file: string): GenConfig | undefined {
  rejectUnknown(root, KEYS);
  if (root.entries.get("version")?.text("`version`") !== "v1") root.complain("write `version: v1`: it is missing");
  const from = readSource(root);
  const out = readOut(root);
  const modules = readModules(root);
  const emits = listed(root, "emits").flatMap(readEmitted);
  const consumes = listed(root, "consumes").flatMap(readConsumed);
  rejectTwins(root, "emits", emits);
  rejectTwins(root, "consumes", consumes);
  if (!root.entries.has("emits") && !root.entries.has("consumes"))
    root.complain("there is nothing to generate: list events under `emits`, lineages under `consumes`");
  if (from === undefined || out === undefined) return undefined;
  return { file, from, out, modules, emits, consumes };
}

function readSource(root: YamlMap): GenSource | undefined {
  const [registry, source] = [root.entries.get("registry"), root.entries.get("source")];
  if ((registry === undefined) === (source === undefined))
    return root.complain("write either `registry: http://…` or `source: ../proto`: schemas come from one place");
  const input = source?.text("`source`");
  if (input !== undefined) return { kind: "source", input };
  const url = registry?.text("`registry`");
  if (url === undefined) return undefined;
  return URL.canParse(url) && /^https?:$/.test(new URL(url).protocol)
    ? { kind: "registry", url }
    : registry?.complain("`registry` is a URL such as http://127.0.0.1:8081");
}

/** Generated files are replaced and removed, so they live in a folder below the file's own, and never in the root. */
function readOut(root: YamlMap): string | undefined {
  const value = root.entries.get("out");
  if (value === undefined)
    return root.complain("write `out: src/gen`, the folder for the generated files: it is missing");
  const parts = value
    .text("`out`")
    ?.replace(/^\.\/|\/+$/g, "")
    .split("/");
  const safe = parts?.every((part) => /^[\w@.-]+$/.test(part) && !/^\.{1,2}$/.test(part));
  return safe ? parts?.join("/") : value.complain("`out` is a folder below this file's, such as src/gen");
}

function readModules(root: YamlMap): WantedModule[] {
  const modules = root.entries.get("modules");
  if (modules === undefined)
    root.complain("write `modules:` with a module and its range, such as `shop/orders: ^2.0.0`");
  const map = modules?.map("`modules`");
  return [...(map?.entries ?? [])].flatMap(([name, value]) => {
    if (!MODULE.test(name)) map?.complainAbout(name, `${name} is no name of a module such as shop/orders`);
    const range = value.text("a range");
    if (range === undefined) return [];
    if (validRange(range) === null) value.complain(`${range} is no range of versions such as ^2.0.0`);
    return [{ name, range, place: value.place }];
  });
}

function readEmitted(value: YamlValue): EmittedEvent[] {
  const name = readName(value, "an event such as shop.payments.v1.PaymentCaptured");
  return name === undefined ? [] : [{ name, place: value.place }];
}

function readConsumed(value: YamlValue): ConsumedLineage[] {
  if (!value.isMap) {
    const name = readName(value, "a lineage such as shop.orders.OrderPlaced");
    return name === undefined ? [] : [{ name, place: value.place }];
  }
  const map = value.map("a lineage");
  if (map === undefined) return [];
  rejectUnknown(map, ["lineage", "at"]);
  const lineage = map.entries.get("lineage");
  if (lineage === undefined) return map.complain("write `lineage:` with the name of a lineage") ?? [];
  const name = readName(lineage, "a lineage such as shop.orders.OrderPlaced");
  const at = map.entries.get("at");
  const major = at === undefined ? undefined : readMajor(at);
  return name === undefined ? [] : [{ name, place: lineage.place, ...(major !== undefined && { at: major }) }];
}

function readName(value: YamlValue, what: string): string | undefined {
  const name = value.text(what);
  if (name === undefined || NAME.test(name)) return name;
  return value.complain(`${JSON.stringify(name)} is no name of ${what}`);
}

function readMajor(value: YamlValue): number | undefined {
  const [, digits] = /^v(\d{1,6})$/.exec(value.text("`at`") ?? "") ?? [];
  return digits === undefined ? value.complain("`at` is a major such as v1") : Number(digits);
}

function listed(root: YamlMap, key: string): readonly YamlValue[] {
  return root.entries.get(key)?.list(`\`${key}\``) ?? [];
}

function rejectUnknown({ entries, complainAbout }: YamlMap, known: readonly string[]): void {
  for (const key of entries.keys())
    if (!known.includes(key)) complainAbout(key, `there is no key \`${key}\`: ${hint(key, known)}`);
}

function rejectTwins(root: YamlMap, key: string, named: readonly { name: string; place: string }[]): void {
  const twin = named.find(({ name }, at) => named.findIndex((other) => other.name === name) !== at);
  if (twin !== undefined) root.complainAbout(key, `${twin.name} stands twice under \`${key}\``);
}
