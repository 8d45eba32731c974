import { openStore, type StorePlace } from "./open-store.ts";
import { parseScope } from "./security/scope.ts";
import { newToken } from "./security/token.ts";
import { checkText } from "./service/names.ts";

/** A token without its secret; times in milliseconds since 1970, `revokedAt` 0 while it is valid. */
export interface TokenInfo {
  readonly id: string;
  readonly name: string;
  readonly scopes: readonly string[];
  readonly createdAt: number;
  readonly revokedAt: number;
}

/** Makes, lists and revokes tokens in a registry's store, whether it runs or not. */
export interface TokenAdmin {
  /** Returns the token's text, which cannot be shown again. Throws RegistryError INVALID_SCOPE or INVALID_TEXT. */
  create(name: string, scopes: readonly string[]): Promise<string>;
  list(): Promise<TokenInfo[]>;
  /** False when no valid token has this id. */
  revoke(id: string): Promise<boolean>;
  close(): Promise<void>;
}

/** Opens a registry's tokens. Throws RegistryError FOLDER_UNUSABLE, DATABASE_UNUSABLE or NO_STORE. */
export async function openTokens(place: StorePlace): Promise<TokenAdmin> {
  const store = await openStore(place);
  const actor = "operator";
  return {
    create: async (name, scopes) => {
      checkText("name", name, 64);
      const { record, text } = newToken(name, scopes.map(parseScope), Date.now());
      await store.tokens.create({ ...record, actor });
      return text;
    },
    list: async () => (await store.tokens.list()).map(({ hash: _, ...info }) => info),
    revoke: async (id) => (await store.tokens.revoke({ id, at: Date.now(), actor })).kind === "revoked",
    close: () => store.close(),
  };
}
