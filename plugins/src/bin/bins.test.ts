import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fromBinary, toBinary } from "@bufbuild/protobuf";
import { CodeGeneratorRequestSchema, CodeGeneratorResponseSchema } from "@bufbuild/protobuf/wkt";
import { afterAll, beforeAll, expect, it } from "vitest";
import { generate } from "../generate.ts";
import { requestFor } from "../request/request-for.ts";
import { BUF, compileProtos, ROOM, ROOT, writeProtos } from "../test-support/compile-protos.ts";
import { targetsOf } from "../test-support/generate-all.ts";

const PROTO = join(ROOM, "testdata/golden/single-majors/proto");
const EMITS = "emits=shop.orders.v1.OrderPlaced";
const CONSUMES = "consumes=shop.payments.PaymentFailed";

const bin = (name: string) => join(ROOM, "bin", `protoc-gen-postel-${name}.js`);

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "postel-bins-"));
  writeProtos(folder, PROTO);
});
afterAll(() => rmSync(folder, { recursive: true }));

function run(program: string, args: readonly string[], input?: Uint8Array) {
  return spawnSync(program, args, { cwd: folder, ...(input === undefined ? {} : { input }) });
}

const plugin = (name: string, opt: readonly string[]) => ({
  local: ["node", bin(name)],
  out: "gen",
  opt: ["import_extension=js", ...opt],
  strategy: "all",
});

function tree(path: string): Map<string, string> {
  const files = readdirSync(path, { recursive: true, encoding: "utf8" }).filter((file) => file.endsWith(".ts"));
  return new Map(files.sort().map((file) => [file, readFileSync(join(path, file), "utf8")]));
}

it("prints under stock `buf generate` what it prints in process", async () => {
  const plugins = [plugin("upcasters", []), plugin("producers", [EMITS]), plugin("consumers", [CONSUMES])];
  const template = { version: "v2", inputs: [{ directory: ".", paths: ["shop"] }], plugins };
  writeFileSync(join(folder, "buf.gen.yaml"), JSON.stringify(template));
  const { status, stderr } = run(BUF, ["generate"]);
  expect([status, `${stderr}`]).toEqual([0, ""]);
  const set = compileProtos(PROTO);
  const inProcess = await Promise.all([
    generate("upcasters", requestFor(set, targetsOf(set), "import_extension=js")),
    generate("producers", requestFor(set, targetsOf(set), `import_extension=js,${EMITS}`)),
    generate("consumers", requestFor(set, targetsOf(set), `import_extension=js,${CONSUMES}`)),
  ]);
  const expected = new Map(inProcess.flat().map(({ path, content }) => [path, content]));
  expect(tree(join(folder, "gen"))).toEqual(new Map([...expected].sort()));
});

it("answers a request on stdin, as protoc sends it", () => {
  const set = compileProtos(PROTO);
  const request = requestFor(set, targetsOf(set), EMITS);
  const { status, stdout } = run("node", [bin("producers")], toBinary(CodeGeneratorRequestSchema, request));
  expect(status).toBe(0);
  const { file } = fromBinary(CodeGeneratorResponseSchema, stdout);
  expect(file.map(({ name }) => name)).toEqual(["postel_producers.ts"]);
});

it("says what is wrong on stderr and writes nothing", () => {
  const set = compileProtos(PROTO);
  const request = requestFor(set, targetsOf(set), "emits=shop.orders.v1.OrderPlacd");
  const { status, stdout, stderr } = run("node", [bin("producers")], toBinary(CodeGeneratorRequestSchema, request));
  expect([status, `${stdout}`]).toEqual([1, ""]);
  expect(`${stderr}`).toContain("`emits=shop.orders.v1.OrderPlacd` names no event of these schemas. There are");
});

const HAS_PROTOC = spawnSync("protoc", ["--version"]).status === 0;

it.skipIf(!HAS_PROTOC)("runs under protoc", () => {
  expect(run(BUF, ["build", "-o", "image.binpb"]).status).toBe(0);
  const { status, stderr } = run("protoc", [
    `--plugin=protoc-gen-postel-producers=${bin("producers")}`,
    `--postel-producers_out=${folder}`,
    `--postel-producers_opt=${EMITS}`,
    ...["--descriptor_set_in", "image.binpb", "shop/orders/v1/order_placed.proto"],
  ]);
  expect([status, `${stderr}`]).toEqual([0, ""]);
  expect(readFileSync(join(folder, "postel_producers.ts"), "utf8")).toContain("publishOrderPlaced");
});

it("names programs that exist", () => {
  const { bin: bins } = JSON.parse(readFileSync(join(ROOT, "plugins/package.json"), "utf8"));
  for (const path of Object.values<string>(bins))
    expect(readFileSync(join(ROOM, path), "utf8")).toMatch(/^#!\/usr\/bin\/env node\n/);
});
