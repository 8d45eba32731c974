import { defineSpec } from "../args/spec.ts";
import { storeOptions } from "../registry-store/store-options.ts";

/** `postel token` */
export const tokenSpec = defineSpec({
  name: "token",
  summary: "Make, list and revoke a registry's tokens",
  description:
    "`token create NAME --scope …` prints a token, once; the registry keeps only its hash. `token list` shows the others' ids, " +
    "`token revoke ID` ends one at once. Works on the registry's store, whether it runs or not. Scopes: read, publish:PATTERN " +
    "(a module, subject or package; * is a part of its name, ** anything), admin.",
  positionals: [
    { name: "action", describe: "create, list or revoke", required: true },
    { name: "subject", describe: "Name of who will hold it, or id of the one to revoke" },
  ],
  options: {
    scope: { type: "strings", describe: "What its holder may do; may be given several times" },
    ...storeOptions,
    json: { type: "boolean", describe: "Print JSON" },
  },
  examples: [
    ["postel token create ci --scope publish:shop/*", "Print a token that may release the modules of shop"],
    ["postel token list", "Show all tokens without their secrets"],
    ["postel token revoke 4f9a1c0b7d2e8f36", "Refuse a token from now on"],
  ],
});
