import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, describe, expect, it } from "vitest";
import { Answer, ask, post, releaseRegistration, subjectRegistration } from "../testing-support/registrations.ts";
import { runPostel, type ServeProcess, serveProcess } from "../testing-support/serve-process.ts";

const folder = mkdtempSync(join(tmpdir(), "postel-surroundings-"));
const running = new Set<ServeProcess>();
let folders = 0;
const newFolder = () => join(folder, String(folders++));
afterEach(async () => {
  for (const each of running) await each.end("SIGKILL");
  running.clear();
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function serve(data: string, env: Readonly<Record<string, string>> = {}, limit = ""): Promise<ServeProcess> {
  const server = await serveProcess(["--port", "0", "--data", data], env, limit);
  running.add(server);
  return server;
}

const pause = (millis: number) => new Promise((resolve) => setTimeout(resolve, millis));

describe("a registry that is asked to stop", () => {
  it("answers what it has begun, keeps what it acknowledged, and ends", async () => {
    const data = newFolder();
    const first = await serve(data);
    const acknowledged = new Map<number, string>();
    const refused: unknown[] = [];
    const writing = Array.from({ length: 64 }, async (_, at) => {
      const registration = at % 2 ? releaseRegistration(at) : subjectRegistration(at);
      const sent = await registration.send(first.url).catch((reason) => void refused.push(reason));
      if (sent !== undefined) acknowledged.set(at, sent);
    });
    while (acknowledged.size < 8) await pause(1);
    const code = await first.end("SIGTERM");
    await Promise.all(writing);
    expect(code).toBe(0);
    expect(refused.filter((each) => each instanceof Answer && each.status !== 503)).toEqual([]);
    const second = await serve(data);
    for (const [at, sent] of acknowledged)
      expect(await (at % 2 ? releaseRegistration(at) : subjectRegistration(at)).read(second.url)).toBe(sent);
  });

  it("does not wait for ever for a client that stalls", async () => {
    const server = await serve(newFolder());
    const { hostname, port } = new URL(server.url);
    const socket = connect(Number(port), hostname);
    socket.on("error", () => {});
    socket.write("POST /confluent/subjects/a/versions HTTP/1.1\r\nhost: a\r\ncontent-length: 1000\r\n\r\n{");
    await pause(200);
    expect(await server.end("SIGTERM")).toBe(0);
    socket.destroy();
  });
});

it("counts what happens", async () => {
  const { url } = await serve(newFolder());
  await Promise.all(Array.from({ length: 8 }, (_, at) => subjectRegistration(at).send(url)));
  await releaseRegistration(8).send(url);
  const text = await (await fetch(`${url}/metrics`)).text();
  expect(text).toMatch(/_count\{method="POST",route="\/confluent\/subjects\/:subject\/versions",status="2xx"\} 8/);
  expect(text).toMatch(/operation_duration_seconds_count\{operation="subjects\.register",outcome="ok"\} 8/);
  expect(Number(/^postel_store_group_writes_sum (\d+)$/m.exec(text)?.[1])).toBeGreaterThanOrEqual(9);
  expect(text).toMatch(/^postel_stored\{kind="releases"\} 1$/m);
  expect(text).toMatch(/^postel_stored\{kind="schemas"\} 8$/m);
  expect(text).toMatch(/^process_resident_memory_bytes \d+/m);
});

it("goes on when the clock steps back an hour at each look", async () => {
  const clock = join(folder, "clock.mjs");
  writeFileSync(clock, "const real = Date.now; let looks = 0; Date.now = () => real() - 3_600_000 * looks++;");
  const data = newFolder();
  const { url } = await serve(data, { NODE_OPTIONS: `--import ${clock}` });
  const service = `${url}/postel.registry.v1.RegistryService`;
  const seen: unknown[] = [];
  for (let at = 0; at < 12; at++) {
    const registration = at % 2 ? releaseRegistration(at) : subjectRegistration(at);
    const sent = await registration.send(url);
    expect(await registration.read(url)).toBe(sent);
    if (at % 2 === 0) seen.push(Number(sent.split(" ")[0]));
  }
  expect(seen).toEqual([1, 2, 3, 4, 5, 6]);
  const { release } = (await post(`${service}/GetRelease`, { module: "m/n1", version: "1.0.0" })) as {
    release: object;
  };
  const body = { module: "m/n1", packageName: "@m/n" };
  const again = await post(`${service}/ResolveRelease`, { ...body, range: "^1.0.0" });
  expect(again.release).toEqual(release);
  const { rows } = JSON.parse(await runPostel(["backup", join(folder, "clock.postel"), "--data", data, "--json"]));
  expect(rows).toMatchObject({ release: 6, subject_version: 6 });
});

it("answers 503 when the disk is full, still reads, and goes on when there is room", async () => {
  const data = newFolder();
  const kibibytes = 1_024;
  const full = await serve(data, {}, `ulimit -S -f ${kibibytes}`);
  const acknowledged = new Map<number, string>();
  let failure: unknown;
  for (let at = 0; at < 2_000 && failure === undefined; at++) {
    const registration = at % 2 ? releaseRegistration(at) : subjectRegistration(at);
    try {
      acknowledged.set(at, await registration.send(full.url));
    } catch (reason) {
      failure = reason;
    }
  }
  expect(failure).toMatchObject({ status: 503, message: expect.stringContaining("the registry's store failed") });
  const readAll = async (url: string) => {
    for (const [at, sent] of acknowledged)
      expect(await (at % 2 ? releaseRegistration(at) : subjectRegistration(at)).read(url)).toBe(sent);
  };
  await readAll(full.url);
  expect(full.log()).toMatch(/disk I\/O error|database or disk is full/);
  execFileSync("prlimit", ["--pid", String(full.pid), "--fsize=unlimited"]);
  acknowledged.set(9_999, await releaseRegistration(9_999).send(full.url));
  await full.end("SIGKILL");
  const roomy = await serve(data);
  await readAll(roomy.url);
});

it("is backed up as it is at one moment while it is written to", async () => {
  const data = newFolder();
  const { url } = await serve(data);
  let isDone = false;
  let written = 0;
  const writing = Array.from({ length: 8 }, async (_, writer) => {
    for (let at = writer; !isDone; at += 8) {
      await (at % 2 ? releaseRegistration(at) : subjectRegistration(at)).send(url);
      written++;
    }
  });
  while (written < 20) await pause(5);
  const before = written;
  await runPostel(["backup", join(folder, "busy.postel"), "--data", data]);
  isDone = true;
  await Promise.all(writing);
  const restored = newFolder();
  const { rows } = JSON.parse(await runPostel(["restore", join(folder, "busy.postel"), "--data", restored, "--json"]));
  expect(rows.release + rows.subject_version).toBeGreaterThanOrEqual(before);
  const second = await serve(restored);
  const subjects = (await ask(`${second.url}/confluent/subjects`)) as unknown as string[];
  expect(subjects).toHaveLength(rows.subject_version);
  for (const subject of subjects) {
    const registration = subjectRegistration(Number(subject.slice(1)));
    expect(await registration.read(second.url)).toBe(await registration.read(url));
  }
});
