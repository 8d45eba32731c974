import { connect } from "node:net";

/** What a load of requests met. */
export interface Load {
  readonly perSecond: number;
  /** Milliseconds that 99 of 100 answers took at most. */
  readonly p99: number;
  /** Answers other than 200. */
  readonly failures: number;
}

/** How to load a server. */
export interface LoadOptions {
  readonly url: string;
  readonly connections: number;
  /** Ends after so many requests, or seconds, or when told to. */
  readonly requests?: number;
  readonly seconds?: number;
  readonly until?: Promise<unknown>;
  /** The request with a number, from 0, as it goes over the wire. */
  readonly request: (number: number) => string;
}

/** Sends requests over so many connections, one at a time each. It parses as little as it can, since it shares the machine with the server. */
export async function load({ url, connections, requests, seconds, until, request }: LoadOptions): Promise<Load> {
  const { hostname, port } = new URL(url);
  const times: number[] = [];
  let failures = 0;
  let sent = 0;
  let isOver = false;
  const end = () => {
    isOver = true;
  };
  const timer = seconds === undefined ? undefined : setTimeout(end, seconds * 1000);
  until?.then(end, end);
  const start = performance.now();
  const next = () => (isOver || sent === requests ? undefined : request(sent++));
  const done = (millis: number, status: number) => {
    times.push(millis);
    if (status !== 200) failures++;
  };
  await Promise.all(Array.from({ length: connections }, () => drive(Number(port), hostname, next, done)));
  clearTimeout(timer);
  const elapsed = (performance.now() - start) / 1000;
  times.sort((a, b) => a - b);
  return { perSecond: times.length / elapsed, p99: times[Math.floor(times.length * 0.99)] ?? 0, failures };
}

function drive(
  port: number,
  host: string,
  next: () => string | undefined,
  done: (millis: number, status: number) => void,
): Promise<void> {
  return new Promise((resolve, reject) => {
    const socket = connect({ port, host, noDelay: true });
    let rest = Buffer.alloc(0);
    let began = 0;
    const go = () => {
      const text = next();
      if (text === undefined) return socket.end();
      began = performance.now();
      socket.write(text);
    };
    socket.on("connect", go);
    socket.on("error", reject);
    socket.on("close", resolve);
    socket.on("data", (chunk) => {
      rest = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
      const length = answerLength(rest);
      if (length === undefined || rest.length < length) return;
      done(performance.now() - began, Number(rest.toString("latin1", 9, 12)));
      rest = rest.subarray(length);
      go();
    });
  });
}

/** Bytes of the first answer; undefined while its headers are not all there. */
function answerLength(bytes: Buffer): number | undefined {
  const end = bytes.indexOf("\r\n\r\n");
  if (end < 0) return undefined;
  const [, length] = /\r\ncontent-length: (\d+)/i.exec(bytes.toString("latin1", 0, end)) ?? [];
  if (length === undefined) throw new Error(`an answer without a length: ${bytes.toString("latin1", 0, end)}`);
  return end + 4 + Number(length);
}

/** A GET as it goes over the wire. */
export function get(path: string): string {
  return `GET ${path} HTTP/1.1\r\nhost: bench\r\n\r\n`;
}

/** A POST of JSON as it goes over the wire. */
export function post(path: string, body: object): string {
  const text = JSON.stringify(body);
  const length = Buffer.byteLength(text);
  return `POST ${path} HTTP/1.1\r\nhost: bench\r\ncontent-type: application/json\r\ncontent-length: ${length}\r\n\r\n${text}`;
}
