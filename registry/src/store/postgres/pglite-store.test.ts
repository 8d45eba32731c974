import { PGlite } from "@electric-sql/pglite";
import { PGliteDialect } from "kysely";
import { afterAll, beforeAll } from "vitest";
import { auditContract } from "../audit.contract.ts";
import { commitStoreContract } from "../commit-store.contract.ts";
import { packageStoreContract } from "../package-store.contract.ts";
import { sampleStoreContract } from "../sample-store.contract.ts";
import { storeContract } from "../store.contract.ts";
import { subjectStoreContract } from "../subject-store.contract.ts";
import { tokenStoreContract } from "../token-store.contract.ts";
import { openPostgresDialect } from "./postgres-store.ts";

const pglite = new PGlite();
beforeAll(() => pglite.waitReady, 60_000);
afterAll(() => pglite.close());

/** The same database, which the store's closing leaves open. */
const lasting = new Proxy(pglite, {
  get: (target, key) => {
    if (key === "close") return async () => {};
    const value = Reflect.get(target, key, target);
    return typeof value === "function" ? value.bind(target) : value;
  },
});

/** Starting PGlite takes a second, so all tests share one and begin with an empty schema. */
async function open() {
  await pglite.exec("drop schema public cascade; create schema public");
  return openPostgresDialect(new PGliteDialect({ pglite: lasting }));
}

storeContract("PGlite", open);
subjectStoreContract("PGlite", open);
packageStoreContract("PGlite", open);
sampleStoreContract("PGlite", open);
commitStoreContract("PGlite", open);
tokenStoreContract("PGlite", open);
auditContract("PGlite", open);
