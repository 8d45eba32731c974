import { uuidBytes, uuidText } from "./uuid.ts";

/** Namespace of Postel's derived ids, a random UUID fixed for ever. */
const NAMESPACE = uuidBytes("7b1f6a52-53f0-4a0c-9b57-0f5e0a3d9c11") ?? new Uint8Array();

/**
 * Derives the id of the `ordinal`-th event that a handler emits for an incoming event (UUIDv5). The same handling gives
 * the same ids, so that whoever receives the events of a retry recognises them.
 */
export async function derivedId(incomingId: string, handler: string, ordinal: number): Promise<string> {
  const name = new TextEncoder().encode(JSON.stringify([incomingId, handler, ordinal]));
  const input = new Uint8Array(NAMESPACE.length + name.length);
  input.set(NAMESPACE);
  input.set(name, NAMESPACE.length);
  return uuidText(new Uint8Array(await crypto.subtle.digest("SHA-1", input)), 5);
}
