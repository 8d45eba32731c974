import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Store } from "./store.ts";
import type { TokenRecord, TokenStore } from "./token-store.ts";

function token(over: Partial<TokenRecord> = {}): TokenRecord {
  return {
    ...{ id: "0123456789abcdef", name: "ci", hash: "a".repeat(64), scopes: ["read", "publish:shop/*"] },
    ...{ createdAt: 1_700_000_000_123, revokedAt: 0 },
    ...over,
  };
}

/** What every implementation of TokenStore must do. */
export function tokenStoreContract(name: string, open: () => Promise<Store>): void {
  describe(`${name} as a store of tokens`, () => {
    let store: Store;
    let tokens: TokenStore;
    beforeEach(async () => {
      store = await open();
      tokens = store.tokens;
    });
    afterEach(() => store.close());

    const create = (over: Partial<TokenRecord> = {}) => tokens.create({ ...token(over), actor: "operator" });

    it("gives a token back as it was", async () => {
      await create();
      expect(await tokens.find("0123456789abcdef")).toEqual(token());
      expect(await tokens.find("0123456789ABCDEF")).toBeUndefined();
      expect(await tokens.find("' or 1=1 --")).toBeUndefined();
    });

    it("lists tokens oldest first, the revoked ones too", async () => {
      await create({ id: "b", createdAt: 2, name: "__proto__" });
      await create({ id: "c", createdAt: 1, scopes: [] });
      await create({ id: "a", createdAt: 2 });
      await tokens.revoke({ id: "a", at: 9, actor: "operator" });
      expect((await tokens.list()).map((each) => [each.id, each.name, each.revokedAt])).toEqual([
        ["c", "ci", 0],
        ["a", "ci", 9],
        ["b", "__proto__", 0],
      ]);
    });

    it("revokes once, at once, and for good", async () => {
      await create();
      const revocation = { id: "0123456789abcdef", at: 7, actor: "operator" };
      expect(await tokens.revoke(revocation)).toEqual({ kind: "revoked" });
      expect(await tokens.find(revocation.id)).toEqual(token({ revokedAt: 7 }));
      expect(await tokens.revoke({ ...revocation, at: 8 })).toEqual({ kind: "missing" });
      expect(await tokens.revoke({ ...revocation, id: "none" })).toEqual({ kind: "missing" });
      expect((await tokens.find(revocation.id))?.revokedAt).toBe(7);
    });

    it("never has two tokens of one id, and tells who made and ended them", async () => {
      await create();
      await expect(create({ hash: "b".repeat(64) })).rejects.toThrow();
      await tokens.revoke({ id: token().id, at: 7, actor: "else" });
      expect(await tokens.list()).toHaveLength(1);
      const audit = await store.auditAfter(0, 10);
      expect(audit.map(({ actor, action, target }) => [actor, action, target])).toEqual([
        ["operator", "token.create", token().id],
        ["else", "token.revoke", token().id],
      ]);
      expect(JSON.stringify(audit)).not.toContain("aaaa");
    });
  });
}
