import { createHash, randomBytes, timingSafeEqual } from "node:crypto";
import type { TokenRecord, TokenStore } from "../store/token-store.ts";
import type { Caller } from "./caller.ts";
import { parseScope, type Scope, scopeText } from "./scope.ts";

/** A new token: what is stored of it, and its text, which is shown once. */
export interface NewToken {
  readonly record: TokenRecord;
  readonly text: string;
}

const SHAPE = /^postel_([0-9a-f]{16})_([\w-]{43})$/;

/** Makes a token for a name with scopes; `at` is in milliseconds since 1970. */
export function newToken(name: string, scopes: readonly Scope[], at: number): NewToken {
  const id = randomBytes(8).toString("hex");
  const secret = randomBytes(32).toString("base64url");
  const record = { id, name, hash: hashOf(secret), scopes: scopes.map(scopeText), createdAt: at, revokedAt: 0 };
  return { record, text: `postel_${id}_${secret}` };
}

/** Finds out who holds a token; undefined when it is unknown, wrong or revoked. */
export async function holderOf(store: TokenStore, text: string): Promise<Caller | undefined> {
  const [, id, secret] = SHAPE.exec(text) ?? [];
  if (id === undefined || secret === undefined) return undefined;
  const record = await store.find(id);
  if (record === undefined || record.revokedAt > 0) return undefined;
  const isRight = timingSafeEqual(Buffer.from(hashOf(secret), "hex"), Buffer.from(record.hash, "hex"));
  return isRight ? { name: record.name, scopes: record.scopes.map(parseScope) } : undefined;
}

/** The token in an Authorization header: as a bearer, or as the password of any user. */
export function tokenIn(header: string | undefined): string | undefined {
  const [, scheme = "", value = ""] = /^(\w+) +(\S+)$/.exec(header ?? "") ?? [];
  if (scheme.toLowerCase() === "bearer") return value;
  if (scheme.toLowerCase() !== "basic") return undefined;
  const pair = Buffer.from(value, "base64").toString();
  return pair.slice(pair.indexOf(":") + 1);
}

/** The secret is random, so one round is enough. */
function hashOf(secret: string): string {
  return createHash("sha256").update(secret).digest("hex");
}
