import type { HandlerWrapper } from "./wrap-handlers.ts";

/** What the RPC library says of bytes that are no message. It calls that an internal error, though the client is at fault. */
const NO_MESSAGE = /^\{"code":"internal","message":"(parse binary: .*)"\}$/s;

/** Answers bytes that are no message with 400 and invalid_argument. */
export const clientFault: HandlerWrapper = (handle) => async (request) => {
  const response = await handle(request);
  if (response.status !== 500 || response.body === undefined) return response;
  const read: Uint8Array[] = [];
  for await (const part of response.body) read.push(part);
  const body = Buffer.concat(read);
  const found = NO_MESSAGE.exec(body.toString());
  const header = new Headers(response.header);
  header.delete("content-length");
  if (found === null) return { ...response, header, body: parts(body) };
  const told = Buffer.from(`{"code":"invalid_argument","message":"${found[1]}"}`);
  return { ...response, status: 400, header, body: parts(told) };
};

async function* parts(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}
