import type { ServerResponse } from "node:http";
import type { FastifyReply } from "fastify";
import { byteCache } from "../store/byte-cache.ts";

/** An answer that never changes, as it goes over the wire. */
export interface KnownAnswer {
  /** The pattern of the address. */
  readonly route: string;
  readonly text: string;
  /** Names and values in turn. */
  readonly headers: readonly string[];
}

/** Answers that never change, by the address as the client wrote it. */
export interface KnownAnswers {
  find(url: string | undefined): KnownAnswer | undefined;
  /** Takes an answer with the headers that the reply has so far. */
  keep(reply: FastifyReply, contentType: string, text: string): void;
}

const MOST_BYTES = 32 * 1024 * 1024;
/** What an answer takes in memory beside its text. */
const OWN_BYTES = 600;

/** Makes an empty memory of answers. */
export function knownAnswers(): KnownAnswers {
  const kept = byteCache<KnownAnswer>(MOST_BYTES);
  return {
    find: (url) => (url === undefined ? undefined : kept.get(url)),
    keep: (reply, contentType, text) => {
      const { url, routeOptions } = reply.request;
      const headers = {
        ...reply.getHeaders(),
        "content-type": contentType,
        "content-length": Buffer.byteLength(text),
      };
      const pairs = Object.entries(headers).flatMap(([name, value]) => [name, String(value)]);
      kept.set(
        url,
        { route: routeOptions.url ?? "", text, headers: pairs },
        OWN_BYTES + 2 * (text.length + url.length),
      );
    },
  };
}

/** Sends it at once, past serializers and hooks: they take longer than all the rest. */
export function sendKnown(response: ServerResponse, { text, headers }: KnownAnswer): void {
  response.writeHead(200, headers as string[]);
  response.end(text);
}
