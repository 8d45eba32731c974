import { once } from "node:events";
import { connect } from "node:net";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { schemaBase64 } from "../testing-support/registrations.ts";
import { type TestApp, testApp } from "../testing-support/test-app.ts";

const log: string[] = [];
let test: TestApp;
let port: number;

beforeAll(async () => {
  test = await testApp({ logger: { level: "error", stream: { write: (line: string) => void log.push(line) } } });
  const { server } = test.app;
  expect(server.headersTimeout).toBe(60_000);
  expect(server.requestTimeout).toBe(300_000);
  Object.assign(server, { headersTimeout: 300, requestTimeout: 400, connectionsCheckingInterval: 50 });
  port = Number(new URL(await test.app.listen({ port: 0, host: "127.0.0.1" })).port);
});
afterAll(() => test.close());

/** How the client goes on after its bytes: it waits for the server, closes its half, or is gone. */
type Then = "waits" | "ends" | "resets";

/** Sends bytes; what came back until the connection closed, at the latest with the test's own limit of time. */
async function exchange(bytes: string | Buffer, then: Then): Promise<string> {
  const socket = connect({ port, host: "127.0.0.1", allowHalfOpen: true });
  let text = "";
  socket.on("data", (chunk) => {
    text += chunk.toString("latin1");
  });
  socket.on("end", () => socket.end());
  socket.on("error", () => {});
  const closed = once(socket, "close").catch(() => {});
  socket.write(bytes, () => {
    if (then === "ends") socket.end();
    if (then === "resets") socket.resetAndDestroy();
  });
  await closed;
  return text;
}

const statuses = (text: string) => [...text.matchAll(/HTTP\/1\.1 (\d{3}) /g)].map(([, status]) => Number(status));
const request = (line: string, headers: readonly string[] = [], body = "") =>
  `${line} HTTP/1.1\r\n${["host: a", ...headers].join("\r\n")}\r\n\r\n${body}`;
const last = ["connection: close"];
const REGISTER = "POST /confluent/subjects/s/versions";
const JSON_TYPE = "content-type: application/json";
const schema = JSON.stringify({ schemaType: "PROTOBUF", schema: schemaBase64(1) });
const chunked = [JSON_TYPE, "transfer-encoding: chunked"];

describe("a request that is framed wrong", () => {
  it.each<[string, string, Then, number[]]>([
    ["no end of its headers", "GET /health/live HTTP/1.1\r\nhost: a\r\nx: ", "waits", [408]],
    ["one header after the other, with no end", `GET / HTTP/1.1\r\n${"x: y\r\n".repeat(50)}`, "waits", [408]],
    ["less body than it says", request(REGISTER, [JSON_TYPE, "content-length: 500"], "{"), "waits", [408]],
    [
      "less body than it says, and its half closed",
      request(REGISTER, [JSON_TYPE, "content-length: 9"], "{"),
      "ends",
      [400],
    ],
    ["a body that never ends", request(REGISTER, chunked, "1\r\n{\r\n"), "waits", [408]],
    ["no end of its chunks, and its half closed", request(REGISTER, chunked, "1\r\n{\r\n"), "ends", [400]],
    ["more body than it says", request(REGISTER, [JSON_TYPE, "content-length: 2"], "{}garbage"), "waits", [400]],
    ["a length that is no number", request(REGISTER, [JSON_TYPE, "content-length: x"], "{}"), "waits", [400]],
    ["a negative length", request(REGISTER, [JSON_TYPE, "content-length: -1"], "{}"), "waits", [400]],
    ["a length beyond all numbers", request(REGISTER, [`content-length: ${"9".repeat(40)}`]), "waits", [400]],
    ["two lengths", request(REGISTER, ["content-length: 2", "content-length: 3"], "{}a"), "waits", [400]],
    ["a length and chunks", request(REGISTER, [...chunked, "content-length: 2"], "0\r\n\r\n"), "waits", [400]],
    ["a chunk whose size is no number", request(REGISTER, chunked, "zz\r\n{}\r\n0\r\n\r\n"), "waits", [400]],
    ["a chunk longer than its size", request(REGISTER, chunked, "1\r\n{}\r\n0\r\n\r\n"), "waits", [400]],
    ["an extension of a chunk without end", request(REGISTER, chunked, `1;${"a".repeat(20_000)}`), "waits", [400]],
    ["chunks within chunks", request(REGISTER, ["transfer-encoding: chunked, chunked"], "0\r\n\r\n"), "waits", [400]],
    ["a length over the limit", request(REGISTER, [...last, JSON_TYPE, "content-length: 9000000"]), "waits", [413]],
    ["headers over the limit", request("GET /health/live", [`x: ${"y".repeat(20_000)}`]), "waits", [431]],
    ["an address over the limit", request(`GET /${"x".repeat(20_000)}`), "waits", [431]],
    ["a broken escape in its address", request("GET /%zz", last), "waits", [400]],
    ["no host", "GET /health/live HTTP/1.1\r\n\r\n", "waits", [400]],
    ["a NUL in a header", request("GET /health/live", ["x: a\0b"]), "waits", [400]],
    ["a header without a name", request("GET /health/live", [": a"]), "waits", [400]],
    ["a space before the colon", request("GET /health/live", ["x : a"]), "waits", [400]],
    ["a method that nobody knows", request("STEAL /health/live"), "waits", [400]],
    ["another protocol", "\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03", "waits", [400]],
    ["a protocol of the future", "GET / HTTP/9.9\r\nhost: a\r\n\r\n", "waits", [400]],
    ["the preface of HTTP/2", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", "waits", [400]],
    ["an expectation that nobody meets", request("GET /health/live", [...last, "expect: miracles"]), "waits", [417]],
    ["a tunnel", request("CONNECT other:443"), "waits", []],
  ])("%s", async (_, bytes, then, expected) => {
    const answer = await exchange(Buffer.from(bytes, "latin1"), then);
    expect(statuses(answer)).toEqual(expected);
    expect(answer).not.toMatch(/\bat .*\.(ts|js):\d/);
  });
});

describe("a connection", () => {
  it("carries many requests that are sent at once, and answers in their order", async () => {
    const paths = ["/health/live", "/nowhere", "/confluent/subjects", "/confluent/schemas/ids/999"];
    const many = Array.from({ length: 50 }, (_, at) => request(`GET ${paths[at % 4]}`));
    const answer = await exchange([...many, request("GET /health/live", last)].join(""), "waits");
    const round = [200, 404, 200, 404];
    expect(statuses(answer)).toEqual([...Array.from({ length: 50 }, (_, at) => round[at % 4]), 200]);
  });

  it("may come in single bytes", async () => {
    const socket = connect({ port, host: "127.0.0.1", noDelay: true });
    let text = "";
    socket.on("data", (chunk) => {
      text += chunk;
    });
    for (const sign of request(REGISTER, [...last, JSON_TYPE, `content-length: ${schema.length}`], schema)) {
      socket.write(sign);
      await new Promise(setImmediate);
    }
    await once(socket, "close");
    expect(statuses(text)).toEqual([200]);
  });

  it("is told to go on when it asks before it sends", async () => {
    const headers = [...last, JSON_TYPE, "expect: 100-continue", `content-length: ${schema.length}`];
    expect(statuses(await exchange(request(REGISTER, headers, schema), "waits"))).toEqual([100, 200]);
  });

  it("that is gone in the middle harms nobody", async () => {
    const whole = request(REGISTER, [JSON_TYPE, `content-length: ${schema.length}`], schema);
    const cuts = [1, 20, whole.length - schema.length, whole.length - 1, whole.length];
    await Promise.all(cuts.map((cut) => exchange(whole.slice(0, cut), "resets")));
    expect(statuses(await exchange(request("GET /health/live", last), "waits"))).toEqual([200]);
  });
});

it("whatever bytes come, answers them with a status that is no failure of its own, or closes", async () => {
  const valid = [
    request(REGISTER, [JSON_TYPE, `content-length: ${schema.length}`], schema),
    request(REGISTER, chunked, `${schema.length.toString(16)}\r\n${schema}\r\n0\r\n\r\n`),
    request("GET /confluent/schemas/ids/1"),
    request("GET /npm/@a%2fb", ["accept: application/json"]),
  ];
  const change = fc.record({ at: fc.nat(), cut: fc.nat(3), put: fc.string({ unit: "binary-ascii", maxLength: 4 }) });
  const attack = fc.tuple(fc.array(fc.constantFrom(...valid), { minLength: 1, maxLength: 3 }), fc.array(change));
  await fc.assert(
    fc.asyncProperty(attack, async ([requests, changes]) => {
      const bytes = changes.reduce((text, { at, cut, put }) => {
        const place = at % (text.length + 1);
        return text.slice(0, place) + put + text.slice(place + cut);
      }, requests.join(""));
      const answer = await exchange(Buffer.from(bytes, "latin1"), "ends");
      expect(answer === "" || answer.startsWith("HTTP/1.1 ")).toBe(true);
      expect(statuses(answer).filter((status) => status >= 500)).toEqual([]);
    }),
    { numRuns: 150 },
  );
  expect(statuses(await exchange(request("GET /health/live", last), "waits"))).toEqual([200]);
  expect(log).toEqual([]);
}, 120_000);
