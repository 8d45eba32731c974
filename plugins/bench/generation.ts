import type { DescriptorSet } from "@postel/proto";
import { generate } from "../src/generate.ts";
import { pluginNames } from "../src/plugin-name.ts";
import { requestFor } from "../src/request/request-for.ts";
import { compileProtos } from "../src/test-support/compile-protos.ts";
import { cpuMicros, median } from "./measure.ts";

const EVENTS = 1000;
const MAJORS = [1, 2, 3];
const ROUNDS = 3;

/** Takes the CPU time of generation for 1,000 events in three majors: all our plugins against protoc-gen-es, in one process. */
export async function benchGeneration(): Promise<{ ours: number; messages: number; ratio: number }> {
  const set = compileProtos(schemas());
  const paths = set.files.map(({ path }) => path).filter((path) => path.startsWith("shop/"));
  const { protocGenEs } = await import("@bufbuild/protoc-gen-es/dist/cjs/src/protoc-gen-es-plugin.js");
  const samples: { ours: number; messages: number }[] = [];
  for (let round = 0; round <= ROUNDS; round++) {
    const messages = await timed(() => protocGenEs.run(requestFor(set, paths, "target=ts,erasable_syntax=true")));
    samples.push({ messages, ours: await timed(() => runAll({ files: [...set.files] }, paths)) });
  }
  const warm = samples.slice(1);
  const [ours, messages] = [median(warm.map((one) => one.ours)), median(warm.map((one) => one.messages))];
  return { ours, messages, ratio: ours / messages };
}

/** A set of its own, so that nothing is remembered from the round before. */
async function runAll(set: DescriptorSet, paths: readonly string[]): Promise<void> {
  const emits = Array.from({ length: EVENTS }, (_, at) => `emits=shop.m${at}.v3.Placed`);
  const consumes = Array.from({ length: EVENTS }, (_, at) => `consumes=shop.m${at}.Placed`);
  const parameters = {
    upcasters: "module=shop,version=1.0.0",
    producers: emits.join(","),
    consumers: consumes.join(","),
  };
  for (const plugin of pluginNames) await generate(plugin, requestFor(set, paths, parameters[plugin]));
}

async function timed(work: () => unknown): Promise<number> {
  const start = cpuMicros();
  await work();
  return (cpuMicros() - start) / 1000;
}

function schemas(): Record<string, string> {
  const files = Array.from({ length: EVENTS }, (_, at) =>
    MAJORS.map((major) => [`shop/m${at}/v${major}/placed.proto`, schema(at, major)]),
  );
  return Object.fromEntries(files.flat());
}

function schema(at: number, major: number): string {
  return `syntax = "proto3";
package shop.m${at}.v${major};
import "google/protobuf/timestamp.proto";
import "postel/v1/event.proto";
// Something was placed.
message Placed {
  option (postel.v1.event) = { topic: "shop" key: "id" owner: "team" };
  // Identity.
  string id = 1;
  // What was ordered.
  repeated Line lines = 2;
  // Of which kind.
  Kind kind = 3;
  // Free labels.
  map<string, string> labels = 4;
  oneof payment {
    Card card = 5;
    string invoice = 6;
  }
  google.protobuf.Timestamp at = 7;
  optional string code_${major} = 8${major > 1 ? ` [(postel.v1.field).renamed_from = "code_${major - 1}"]` : ""};
}
// One line.
message Line {
  string sku = 1;
  uint32 quantity = 2;
  ${major > 1 ? "int64" : "int32"} cents = 3;
}
message Card { string token = 1; }
enum Kind {
  KIND_UNSPECIFIED = 0;
  KIND_A = ${major};
  KIND_B = ${major + 1};
}
`;
}
