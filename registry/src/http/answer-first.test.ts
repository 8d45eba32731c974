import { once } from "node:events";
import { connect } from "node:net";
import { afterEach, describe, expect, it } from "vitest";
import { createMetrics } from "../operations/metrics.ts";
import { parseScope } from "../security/scope.ts";
import { newToken } from "../security/token.ts";
import { openMemoryStore } from "../store/sqlite/sqlite-store.ts";
import { schemaBase64 } from "../testing-support/registrations.ts";
import { type TestApp, testApp } from "../testing-support/test-app.ts";

let test: TestApp;
afterEach(() => test.close());

/** Listens with one schema registered; its id is 1. */
async function listen(over: Parameters<typeof testApp>[0] = {}, headers = {}): Promise<string> {
  test = await testApp(over);
  const url = await test.app.listen({ port: 0, host: "127.0.0.1" });
  const body = JSON.stringify({ schemaType: "PROTOBUF", schema: schemaBase64(1) });
  await fetch(`${url}/confluent/subjects/a/versions`, {
    ...{ method: "POST", body, headers: { ...JSON_BODY, ...headers } },
  });
  return url;
}

const JSON_BODY = { "content-type": "application/json" };
const PATH = "/confluent/schemas/ids/1";

/** Status, headers but for the date, and body. */
async function ask(url: string, init?: RequestInit) {
  const answer = await fetch(url, init);
  const { date, ...headers } = Object.fromEntries(answer.headers);
  expect(date).toMatch(/GMT$/);
  return { status: answer.status, headers, body: await answer.text() };
}

describe("an answer that is known", () => {
  it("is the one that was given first, with all its headers", async () => {
    const url = await listen();
    const first = await ask(url + PATH);
    expect(first).toMatchObject({
      status: 200,
      headers: {
        "content-type": "application/vnd.schemaregistry.v1+json",
        "cache-control": "public, max-age=31536000, immutable",
        "x-content-type-options": "nosniff",
      },
    });
    expect(await ask(url + PATH)).toEqual(first);
    expect(await ask(url + PATH, { headers: { accept: "application/json" } })).toEqual(first);
  });

  it.each([
    ["GET", "text/html", 406],
    ["HEAD", "*/*", 200],
    ["DELETE", "*/*", 405],
    ["POST", "*/*", 405],
  ])("is not what %s that accepts %s gets", async (method, accept, status) => {
    const url = await listen();
    await ask(url + PATH);
    const known = await ask(url + PATH);
    const other = await ask(url + PATH, { method, headers: { accept } });
    expect(other.status).toBe(status);
    expect(other.body).not.toBe(known.body);
  });

  it.each(["?format=serialized", "?fetchMaxId=true", "?subject=a", "/", "x", "?"])(
    "is not what the address with %j behind it gets",
    async (suffix) => {
      const url = await listen();
      const cold = await ask(url + PATH + suffix);
      await ask(url + PATH);
      await ask(url + PATH);
      expect(await ask(url + PATH + suffix)).toEqual(cold);
    },
  );

  it("is counted as any other", async () => {
    const metrics = createMetrics("0");
    const url = await listen({ metrics });
    for (let at = 0; at < 3; at++) await ask(url + PATH);
    const route = 'route="/confluent/schemas/ids/:id"';
    expect(await metrics.text()).toContain(
      `postel_http_request_duration_seconds_count{method="GET",${route},status="2xx"} 3`,
    );
  });

  it("is logged at debug as any other", async () => {
    const lines: string[] = [];
    const url = await listen({
      logger: { level: "debug", stream: { write: (line: string) => void lines.push(line) } },
    });
    for (let at = 0; at < 3; at++) await ask(url + PATH);
    expect(lines.filter((line) => line.includes(PATH) && line.includes('"answered"'))).toHaveLength(3);
  });

  it("asks for a token where one is needed, however often it was given", async () => {
    const { record, text } = newToken("all", [parseScope("admin")], 1);
    const store = await openMemoryStore();
    await store.tokens.create({ ...record, actor: "test" });
    const authorization = `Bearer ${text}`;
    const url = await listen({ tokens: store.tokens }, { authorization });
    for (let at = 0; at < 3; at++) {
      expect((await ask(url + PATH, { headers: { authorization } })).status).toBe(200);
      expect((await ask(url + PATH)).status).toBe(401);
    }
    await store.close();
  });
});

it("answers requests that come together over one connection in their order, known or not", async () => {
  const url = new URL(await listen());
  await ask(`${url.origin}${PATH}`);
  const socket = connect(Number(url.port), url.hostname);
  const one = (path: string) => `GET ${path} HTTP/1.1\r\nhost: a\r\n\r\n`;
  socket.write(`${one(PATH)}${one("/confluent/schemas/ids/7")}${one(PATH)}`);
  socket.end(`GET ${PATH} HTTP/1.1\r\nhost: a\r\nconnection: close\r\n\r\n`);
  let text = "";
  socket.on("data", (chunk) => {
    text += chunk;
  });
  await once(socket, "close");
  expect([...text.matchAll(/HTTP\/1\.1 (\d+)/g)].map(([, status]) => status)).toEqual(["200", "404", "200", "200"]);
});
