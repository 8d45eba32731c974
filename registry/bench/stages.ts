import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openSqliteStore } from "../src/store/sqlite/sqlite-store.ts";
import { schemaBase64 } from "../src/testing-support/registrations.ts";
import { get, type Load, load, post } from "./load.ts";
import { type Server, startBare, startRegistry } from "./servers.ts";

/** A figure, what it must be at least (or, for times and slowdowns, at most), and whether it is. */
export interface Figure {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  readonly least?: number;
  readonly most?: number;
}

const SCHEMAS = 1_000;
const CONNECTIONS = 16;
const SECONDS = Number(process.env.POSTEL_BENCH_SECONDS ?? 2);
const ROUNDS = Number(process.env.POSTEL_BENCH_ROUNDS ?? 3);

const median = (values: readonly number[]) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
const sound = (what: string, result: Load): Load => {
  if (result.failures > 0) throw new Error(`${what}: ${result.failures} answers were no 200`);
  return result;
};

const register = (subject: string, schema: string) =>
  post(`/confluent/subjects/${subject}/versions`, { schemaType: "PROTOBUF", schema });
const text = (number: number) =>
  `syntax = "proto3";\npackage t.n${number};\n\nmessage Text${number} {\n  string field_${number} = 1;\n}\n`;
const readById = (number: number) => get(`/confluent/schemas/ids/${1 + (number % SCHEMAS)}`);

/** All stages, on one server after the other. */
export async function stages(tell: (figure: Figure) => void): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), "postel-bench-"));
  try {
    const data = join(folder, "data");
    const server = await startRegistry(data);
    try {
      await writes(server, tell);
      await reads(server, join(folder, "answers.json"), tell);
      await readsWhileWriting(server, tell);
    } finally {
      await server.end();
    }
    await growth(folder, tell);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function writes({ url }: Server, tell: (figure: Figure) => void): Promise<void> {
  const run = (requests: number, request: (number: number) => string) =>
    load({ url, connections: CONNECTIONS, requests, request });
  const descriptors = await run(SCHEMAS, (at) => register(`d${at}`, schemaBase64(at)));
  const { perSecond, p99 } = sound("descriptors", descriptors);
  tell({ name: "register descriptors, 16 writers", value: perSecond, unit: "/s", least: 1_000 });
  tell({ name: "register descriptors, p99", value: p99, unit: "ms" });
  const warm = await run(SCHEMAS * 2, (at) => register(`e${at}`, schemaBase64(at + SCHEMAS)));
  tell({ name: "register descriptors, warm", value: sound("descriptors", warm).perSecond, unit: "/s" });
  const texts = await run(200, (at) => register(`t${at}`, text(at)));
  tell({ name: "register text, 16 writers", value: sound("text", texts).perSecond, unit: "/s", least: 40 });
  const again = await run(SCHEMAS * 4, (at) => register(`t${at % 200}`, text(at % 200)));
  tell({ name: "register the same text again", value: sound("again", again).perSecond, unit: "/s", least: 2_000 });
  const same = await run(SCHEMAS * 4, (at) => register(`d${at % SCHEMAS}`, schemaBase64(at % SCHEMAS)));
  tell({ name: "register the same descriptor again", value: sound("again", same).perSecond, unit: "/s", least: 2_000 });
}

async function reads({ url }: Server, file: string, tell: (figure: Figure) => void): Promise<void> {
  const answers: Record<string, string> = {};
  for (let id = 1; id <= SCHEMAS; id++) answers[id] = await (await fetch(`${url}/confluent/schemas/ids/${id}`)).text();
  await writeFile(file, JSON.stringify(answers));
  const bare = await startBare(file);
  try {
    const ratios: number[] = [];
    const rates: number[] = [];
    const read = (server: string, prefix: string, seconds: number) =>
      load({
        ...{ url: server, connections: CONNECTIONS, seconds },
        request: (at) => get(`${prefix}/schemas/ids/${1 + (at % SCHEMAS)}`),
      });
    for (const [server, prefix] of [
      [url, "/confluent"],
      [bare.url, ""],
    ] as const)
      await read(server, prefix, SECONDS);
    for (let round = 0; round < ROUNDS; round++) {
      const ours = sound("reads", await read(url, "/confluent", SECONDS));
      const theirs = sound("bare reads", await read(bare.url, "", SECONDS));
      ratios.push(ours.perSecond / theirs.perSecond);
      rates.push(ours.perSecond);
    }
    tell({ name: "read by id", value: median(rates), unit: "/s" });
    tell({ name: "read by id, to a bare route", value: median(ratios), unit: "×", least: 0.85 });
  } finally {
    await bare.end();
  }
}

async function readsWhileWriting({ url }: Server, tell: (figure: Figure) => void): Promise<void> {
  const kinds = [
    ["descriptors", 2_000, (at: number) => register(`w${at}`, schemaBase64(at + 10_000))],
    ["text", 80, (at: number) => register(`x${at}`, text(at + 10_000))],
  ] as const;
  for (const [kind, requests, request] of kinds) {
    const ratios: number[] = [];
    const rates: number[] = [];
    for (let round = 0; round < ROUNDS; round++) {
      const idle = sound("reads", await load({ url, connections: CONNECTIONS, seconds: SECONDS, request: readById }));
      const fresh = (at: number) => request(at + round * requests);
      const writing = load({ url, connections: CONNECTIONS, requests, request: fresh });
      const meanwhile = await load({ url, connections: CONNECTIONS, until: writing, request: readById });
      rates.push(sound(kind, await writing).perSecond);
      ratios.push(sound("reads", meanwhile).perSecond / idle.perSecond);
    }
    tell({ name: `reads while ${kind} are registered, to idle`, value: median(ratios), unit: "×", least: 0.5 });
    tell({ name: `${kind} registered meanwhile`, value: median(rates), unit: "/s" });
  }
}

const FEW = 1_000;
const MANY = 20_000;

/** Reads of releases among few and among many. */
async function growth(folder: string, tell: (figure: Figure) => void): Promise<void> {
  const [few, many] = [join(folder, "few"), join(folder, "many")];
  await fill(few, FEW);
  await fill(many, MANY);
  const [small, large] = [await startRegistry(few), await startRegistry(many)];
  try {
    tell({ name: "ready with 1,000 releases", value: small.readyMillis, unit: "ms", most: 1_000 });
    tell({ name: "ready with 20,000 releases", value: large.readyMillis, unit: "ms", most: 1_000 });
    for (const [name, request] of releaseReads) {
      const rate = async ({ url }: Server) =>
        sound(name, await load({ url, connections: CONNECTIONS, seconds: SECONDS / 2, request })).perSecond;
      await rate(small);
      await rate(large);
      const ratios: number[] = [];
      for (let round = 0; round < ROUNDS; round++) ratios.push((await rate(small)) / (await rate(large)));
      tell({ name: `${name}, slowdown at 20,000 releases`, value: median(ratios), unit: "×", most: 1.3 });
    }
  } finally {
    await Promise.all([small.end(), large.end()]);
  }
}

const PER_MODULE = 20;
const service = "/postel.registry.v1.RegistryService";
const moduleOf = (at: number) => `m/n${Math.floor((at % FEW) / PER_MODULE)}`;
const releaseReads: readonly [string, (at: number) => string][] = [
  ["get a release", (at) => post(`${service}/GetRelease`, { module: moduleOf(at), version: `1.${at % PER_MODULE}.0` })],
  ["resolve a range", (at) => post(`${service}/ResolveRelease`, { module: moduleOf(at), range: "^1.0.0" })],
  ["list releases", (at) => post(`${service}/ListReleases`, { module: moduleOf(at), pageSize: 10 })],
  [
    "search",
    (at) => post(`${service}/SearchEvents`, { query: `n${Math.floor((at % FEW) / PER_MODULE)}`, pageSize: 10 }),
  ],
];

/** Stores releases past the faces: what is measured are the reads. */
async function fill(data: string, count: number): Promise<void> {
  const store = await openSqliteStore(data);
  const { releaseOf } = await import("./release-of.ts");
  const modules = Math.ceil(count / PER_MODULE);
  const one = async (module: number) => {
    for (let at = 0; at < PER_MODULE; at++) {
      const outcome = await store.appendRelease(releaseOf(`m/n${module}`, at));
      if (outcome.kind !== "stored") throw new Error(`release ${at} of module ${module}: ${outcome.kind}`);
    }
  };
  const queue = Array.from({ length: modules }, (_, module) => module);
  await Promise.all(
    Array.from({ length: 64 }, async () => {
      for (let module = queue.shift(); module !== undefined; module = queue.shift()) await one(module);
    }),
  );
  await store.close();
}
