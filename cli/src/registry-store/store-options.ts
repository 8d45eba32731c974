import type { Option } from "../args/spec.ts";

/** Where a registry keeps its data, for all commands that open it. */
export const storeOptions = {
  data: { type: "string", describe: "Folder of the database; made when it is missing (default .postel/registry)" },
  postgres: {
    type: "string",
    describe: "PostgreSQL database instead; POSTEL_POSTGRES hides its password from the process list",
  },
} as const satisfies Record<string, Option>;
