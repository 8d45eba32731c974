// Runs the checker over a corpus of real changes and tells where it differs from the expected answers.
//
//   POSTEL_CORPUS=/path/to/corpus npm run corpus -w @postel/compat [-- --match TEXT]
//
// The corpus holds cases/<name>/{before,after}/**.proto and golden.<CATEGORY>.jsonl, as `buf breaking --error-format json`
// prints them. Images are built by buf once and kept in the system's temporary folder.
import { execFile } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { promisify } from "node:util";
import {
  type BreakingConfig,
  breaking,
  defaultConfig,
  type Policy,
  policyReferences,
  readBreakingConfig,
  readPolicy,
} from "@postel/compat";
import { readDescriptorSet } from "@postel/proto";
import { parse } from "yaml";

const CATEGORIES = ["FILE", "PACKAGE", "WIRE_JSON", "WIRE", "CSR", "CONFIG"];
const corpus = resolve(process.env.POSTEL_CORPUS ?? fail("set POSTEL_CORPUS to the folder that holds cases/"));
const images = join(tmpdir(), "postel-corpus-images");
const buf = createRequire(import.meta.url).resolve("@bufbuild/buf/bin/buf");
const match = process.argv[process.argv.indexOf("--match") + 1];
const exec = promisify(execFile);

function fail(message: string): never {
  console.error(message);
  process.exit(2);
}

/** Builds one side of a case; with `own`, under its own buf.yaml. */
async function image(name: string, side: string, own: boolean) {
  const file = join(images, `${name}.${side}.${own ? "own" : "plain"}.binpb`);
  if (!existsSync(file)) {
    const config = own ? [] : ["--config", '{"version":"v2"}'];
    const temporary = `${file}.${process.pid}.binpb`;
    const cwd = join(corpus, "cases", name, side);
    await exec(process.execPath, [buf, "build", ".", "-o", temporary, ...config], { cwd, maxBuffer: 1 << 28 });
    renameSync(temporary, file);
  }
  return readDescriptorSet(readFileSync(file));
}

function configFor(name: string, category: string): BreakingConfig {
  if (category !== "CONFIG") return { ...defaultConfig, use: [category] };
  return readBreakingConfig(bufYaml(name));
}

function policiesOf(name: string): Policy[] {
  return policyReferences(bufYaml(name)).map((reference) => {
    const text = readFileSync(join(corpus, "cases", name, "after", reference.name), "utf8");
    return { name: reference.name, config: readPolicy(parse(text), reference) };
  });
}

function bufYaml(name: string) {
  const file = join(corpus, "cases", name, "after", "buf.yaml");
  return existsSync(file) ? parse(readFileSync(file, "utf8")) : {};
}

async function actual(name: string, category: string): Promise<string[]> {
  const own = category === "CONFIG";
  const config = configFor(name, category);
  const [before, after] = [await image(name, "before", own), await image(name, "after", own)];
  // A v1beta1 module may have one root, which the paths that people see start with.
  const root = own && bufYaml(name).build?.roots ? `${bufYaml(name).build.roots[0]}/` : "";
  const policies = category === "CONFIG" ? policiesOf(name) : [];
  return breaking(before, after, { config, policies }).findings.map((finding) =>
    JSON.stringify([
      finding.path === undefined ? "" : `${root}${finding.path}`,
      Math.max(1, finding.line),
      Math.max(1, finding.column),
      Math.max(1, finding.endLine),
      Math.max(1, finding.endColumn),
      finding.rule,
      finding.message,
    ]),
  );
}

function expected(file: string): string[] {
  const lines = readFileSync(file, "utf8")
    .split("\n")
    .filter(Boolean)
    .map((line) => JSON.parse(line));
  return lines.map((line) =>
    JSON.stringify([
      line.path ?? "",
      line.start_line ?? 1,
      line.start_column ?? 1,
      line.end_line ?? 1,
      line.end_column ?? 1,
      line.type,
      line.message,
    ]),
  );
}

mkdirSync(images, { recursive: true });
const totals = new Map(CATEGORIES.map((category) => [category, { exact: 0, cases: 0 }]));
const names = readdirSync(join(corpus, "cases")).filter(
  (name) => match === undefined || name.includes(match) || process.argv.indexOf("--match") < 0,
);
for (const name of names)
  for (const category of CATEGORIES) {
    const golden = join(corpus, "cases", name, `golden.${category}.jsonl`);
    if (!existsSync(golden)) continue;
    const total = totals.get(category) ?? { exact: 0, cases: 0 };
    total.cases++;
    const want = expected(golden);
    let got: string[];
    try {
      got = await actual(name, category);
    } catch (error) {
      got = [String(error)];
    }
    if (JSON.stringify(want) === JSON.stringify(got)) total.exact++;
    else {
      console.log(`${name} ${category}`);
      for (const line of want.filter((line) => !got.includes(line)).slice(0, 5)) console.log(`  missing ${line}`);
      for (const line of got.filter((line) => !want.includes(line)).slice(0, 5)) console.log(`  extra   ${line}`);
    }
  }
for (const [category, { exact, cases }] of totals) console.log(`${category}: ${exact} of ${cases} exact`);
