import fc from "fast-check";
import type { InjectOptions } from "fastify";
import { afterAll, beforeAll, expect, it } from "vitest";
import { compileText, uploadOf } from "./testing-support/compile-text.ts";
import { type Mutation, mutate, mutation } from "./testing-support/mutation.ts";
import { type RequestTemplate, requestTemplates } from "./testing-support/request-templates.ts";
import { type TestApp, testApp } from "./testing-support/test-app.ts";

/** `POSTEL_HOSTILE=10000` sends that many; every run sends the same ones. */
const REQUESTS = Number(process.env.POSTEL_HOSTILE ?? 600);
const AT_ONCE = 8;
/** Nothing takes that long but what hangs. */
const PATIENCE_MILLIS = 60_000;

const log: string[] = [];
let test: TestApp;
let templates: RequestTemplate[];

beforeAll(async () => {
  test = await testApp({ logger: { level: "warn", stream: { write: (line: string) => void log.push(line) } } });
  templates = await requestTemplates();
  const set = await compileText({
    "kept/v1/a.proto": 'syntax = "proto3"; package kept.v1; message A { string id = 1; }',
  });
  const labels = {
    module: "kept/module",
    version: "1.0.0",
    commit: "",
    packageName: "",
    generatorVersion: "1",
    actor: "test",
  };
  await test.registry.publish({ ...labels, ...uploadOf(set), files: [] });
  for (const template of templates) await send(template, template.url, template.type, template.body);
});
afterAll(() => test.close());

interface Attack {
  readonly template: number;
  readonly body: readonly Mutation[];
  readonly url: readonly Mutation[];
  readonly type: string;
}

const attack: fc.Arbitrary<Attack> = fc.record({
  template: fc.nat(),
  body: fc.array(mutation, { maxLength: 3 }),
  url: fc.oneof(
    { weight: 3, arbitrary: fc.constant([]) },
    { weight: 1, arbitrary: fc.array(mutation, { maxLength: 2 }) },
  ),
  type: fc.oneof(
    { weight: 6, arbitrary: fc.constant("") },
    {
      weight: 1,
      arbitrary: fc.constantFrom(
        "text/plain",
        "application/connect+proto",
        "application/grpc",
        "application/proto",
        "",
        "x",
      ),
    },
  ),
});

interface Answer {
  readonly status: number;
  readonly logged: boolean;
}

async function send({ method }: RequestTemplate, url: string, type: string, body: Buffer): Promise<Answer> {
  const before = log.length;
  const headers = { "content-type": type, "connect-protocol-version": "1" };
  const request: InjectOptions = {
    method,
    url,
    headers,
    ...(body.length > 0 && method !== "GET" && { payload: body }),
  };
  const reply = await within(Promise.resolve(test.app.inject(request)), `${method} ${url}`);
  return { status: reply.statusCode, logged: log.length > before };
}

function within<T>(work: Promise<T>, what: string): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer: ${what.slice(0, 300)}`)), PATIENCE_MILLIS);
  });
  return Promise.race([work, late]).finally(() => clearTimeout(timer));
}

/** What a client could send at all: printable ASCII, beginning with a slash. */
function address(url: string, changes: readonly Mutation[]): string {
  const mutated = changes.reduce<Buffer>((bytes, change) => mutate(bytes, change), Buffer.from(url));
  const printable = mutated.toString("latin1").replace(/[^!-~]/g, (sign) => encodeURIComponent(sign));
  return `/${printable.replace(/^\/+/, "")}`.slice(0, 8_000);
}

it(`answers ${REQUESTS} hostile requests on all faces, and none as if it were broken itself`, async () => {
  const attacks = fc.sample(attack, { seed: 20_261_121, numRuns: REQUESTS });
  const broken: unknown[] = [];
  const statuses = new Map<number, number>();
  const next = attacks.entries();
  const worker = async () => {
    for (const [at, { template: index, body, url, type }] of next) {
      const template = templates[(index + at) % templates.length];
      if (template === undefined) continue;
      const target = address(template.url, url);
      const sent = body.reduce<Buffer>((bytes, change) => mutate(bytes, change), template.body);
      const { status } = await send(template, target, type || template.type, sent);
      statuses.set(status, (statuses.get(status) ?? 0) + 1);
      if (status >= 500 && status !== 501 && status !== 503)
        broken.push({
          at,
          status,
          method: template.method,
          url: target.slice(0, 300),
          body: sent.toString("latin1").slice(0, 600),
        });
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  expect(broken.map((each) => ({ ...(each as object), log: log.slice(-3) }))).toEqual([]);
  expect([...statuses.values()].reduce((sum, count) => sum + count, 0)).toBe(REQUESTS);
  expect((statuses.get(200) ?? 0) > REQUESTS / 50).toBe(true);
}, 3_600_000);

it("goes on serving what it had", async () => {
  const kept = await test.registry.release("kept/module", "1.0.0");
  expect(kept?.record.version).toBe("1.0.0");
  expect((await test.app.inject("/health/ready")).statusCode).toBe(200);
  expect((await test.app.inject("/")).statusCode).toBe(200);
  expect(Object.getOwnPropertyNames(Object.prototype)).not.toContain("x");
});
