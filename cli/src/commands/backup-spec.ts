import { defineSpec } from "../args/spec.ts";
import { storeOptions } from "../registry-store/store-options.ts";

/** `postel backup` */
export const backupSpec = defineSpec({
  name: "backup",
  summary: "Write all that a registry stores to a file",
  description:
    "The file holds everything as it is at one moment, ids and tokens' hashes included, while the registry goes on; it fits both kinds " +
    "of stores. It is checked after writing and never overwrites another. With --check an existing file is read to its end, and " +
    "nothing is written.",
  positionals: [{ name: "file", describe: "New file, or the backup to check", required: true }],
  options: {
    ...storeOptions,
    check: { type: "boolean", describe: "Only check that the file can be restored" },
    json: { type: "boolean", describe: "Print JSON" },
  },
  examples: [
    [
      "postel backup /backups/2026-11-21.postel --data /var/lib/postel",
      "Back up a folder, whether its registry runs or not",
    ],
    ["POSTEL_POSTGRES=postgres://postel@db/postel postel backup today.postel", "Back up a database"],
    ["postel backup --check today.postel", "Find out whether a copy is whole"],
  ],
});
