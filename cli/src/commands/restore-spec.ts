import { defineSpec } from "../args/spec.ts";
import { storeOptions } from "../registry-store/store-options.ts";

/** `postel restore` */
export const restoreSpec = defineSpec({
  name: "restore",
  summary: "Put a backup into an empty registry",
  description:
    "Ids, versions, times and tokens stay as they were. The whole file is checked before anything is written, and all of it is written " +
    "or nothing. A store that holds anything is refused.",
  positionals: [{ name: "file", describe: "A file that postel backup wrote", required: true }],
  options: {
    ...storeOptions,
    json: { type: "boolean", describe: "Print JSON" },
  },
  examples: [
    ["postel restore today.postel --data /var/lib/postel-new", "Restore into a folder"],
    ["POSTEL_POSTGRES=postgres://postel@db/postel postel restore today.postel", "Move to PostgreSQL"],
  ],
});
