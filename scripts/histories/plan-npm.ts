import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";

const USAGE = `Plans consecutive releases of an npm package of .proto files, and lists what a person would have to decide:

  npx node scripts/histories/plan-npm.ts [--root package] [--without google/protobuf] <package> <version> <version>…

Needs \`npm run build\`. What --without names (may be repeated) is removed before it is compiled. Such as:

  … --without google/protobuf google-proto-files 2.2.0 2.5.2
  … --root package/sdk-core/sdk-core-protos/protos/api_upstream --without google/protobuf --without buf.yaml --without buf.lock \\
    @temporalio/core-bridge 1.9.3 1.11.8 1.13.0`;

interface Member {
  readonly from: string;
  readonly to: string;
}

interface PlanDocument {
  readonly messages: {
    readonly pairs: readonly { readonly unchanged: boolean }[];
    readonly added: readonly string[];
    readonly removed: readonly string[];
  };
  readonly unresolved: readonly (Member & {
    readonly member: string;
    readonly code: string;
    readonly reason: string;
  })[];
  readonly lost: readonly (Member & { readonly field: string; readonly renamedTo?: string })[];
}

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    root: { type: "string", default: "package" },
    without: { type: "string", multiple: true, default: ["google/protobuf", "node_modules"] },
  },
});
const [name, ...versions] = positionals;
if (name === undefined || versions.length < 2) {
  console.error(USAGE);
  process.exit(2);
}
const workplace = mkdtempSync(join(tmpdir(), "postel-history-"));
try {
  const folders = versions.map((version) => fetchRelease(name, version));
  versions.slice(1).forEach((version, at) => {
    const document = plan(folders[at + 1] ?? "", folders[at] ?? "");
    console.log(`\n${name} ${versions[at]} -> ${version}\n${listing(document)}`);
  });
} finally {
  rmSync(workplace, { recursive: true });
}

/** Unpacks a release and returns its folder of .proto files. */
function fetchRelease(of: string, version: string): string {
  const folder = mkdtempSync(join(workplace, "release-"));
  const packed = execFileSync("npm", ["pack", `${of}@${version}`, "--silent", "--pack-destination", folder], {
    encoding: "utf8",
  });
  execFileSync("tar", ["xzf", join(folder, packed.trim()), "-C", folder]);
  const root = join(folder, values.root);
  for (const path of values.without) rmSync(join(root, path), { recursive: true, force: true });
  return root;
}

function plan(later: string, earlier: string): PlanDocument {
  const args = ["postel", "plan", later, "--against", earlier, "--json"];
  return JSON.parse(execFileSync("npx", args, { encoding: "utf8", maxBuffer: 2 ** 30 }));
}

function listing({ messages: { pairs, added, removed }, unresolved, lost }: PlanDocument): string {
  const same = pairs.filter(({ unchanged }) => unchanged).length;
  return [
    `${pairs.length} message pairs, ${same} unchanged; ${added.length} new, ${removed.length} gone`,
    ...unresolved.map(({ from, to, member, code, reason }) => `  ${code} ${ends(from, to)}.${member}: ${reason}`),
    ...lost.map(({ from, to, field, renamedTo }) => {
      const hint = renamedTo === undefined ? "" : `, perhaps ${renamedTo} now`;
      return `  lost ${ends(from, to)}.${field}${hint}`;
    }),
  ].join("\n");
}

function ends(from: string, to: string): string {
  return from === to ? to : `${from} -> ${to}`;
}
