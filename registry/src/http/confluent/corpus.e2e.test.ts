import { execFile } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { testApp } from "../../testing-support/test-app.ts";

const corpus = join(process.env.POSTEL_CORPUS ?? "", "registry");
const isMissing = !existsSync(join(corpus, "axonops-bdd.json"));
const output = mkdtempSync(join(tmpdir(), "postel-corpus-"));
const read = (path: string) => JSON.parse(readFileSync(path, "utf8"));
const testdata = (name: string) => read(join(import.meta.dirname, "testdata", name));

let server: Server;
let url: string;

/** A server whose registry is replaced by an empty one on request. */
beforeAll(async () => {
  let current = await testApp();
  server = createServer(async (request, reply) => {
    if (request.url !== "/confluent/__reset") return current.app.routing(request, reply);
    await current.close();
    current = await testApp();
    return reply.end("{}");
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/confluent`;
});
afterAll(() => {
  server.close();
  rmSync(output, { recursive: true });
});

async function run(script: string, ...args: string[]) {
  const json = join(output, `${script}.json`);
  await promisify(execFile)(process.execPath, [join(corpus, script), "--url", url, "--json", json, ...args]);
  return read(json);
}

describe.skipIf(isMissing)("other registries' test cases", () => {
  it("passes every scenario that needs neither Avro nor rule sets", async () => {
    const { fails, total } = await run("run-bdd.mjs", "--types", "PROTOBUF,none", "--reset-post", "/__reset");
    const excluded = testdata("excluded-scenarios.json");
    expect(fails.filter((failure: { id: string }) => !(failure.id in excluded))).toEqual([]);
    expect(Object.keys(excluded).sort()).toEqual(fails.map((failure: { id: string }) => failure.id).sort());
    expect(total.PASS).toBeGreaterThan(200);
  }, 600_000);

  it("agrees with Karapace where the two registries mean the same", async () => {
    const { results } = await run("run-corpus.mjs", "--only", "karapace", "--sequences");
    const odd = results.filter((result: { outcome: string }) => result.outcome !== "PASS");
    expect(odd.map((result: { id: string }) => result.id).sort()).toEqual(
      Object.keys(testdata("corpus-profiles.json")).sort(),
    );
    expect(results.some((result: { inconsistent?: boolean }) => result.inconsistent)).toBe(false);
  });
});
