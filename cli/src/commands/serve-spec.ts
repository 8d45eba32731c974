import { defineSpec } from "../args/spec.ts";
import { storeOptions } from "../registry-store/store-options.ts";

/** `postel serve` */
export const serveSpec = defineSpec({
  name: "serve",
  summary: "Run a registry with its UI",
  description:
    "Prints its address once it is ready; /health/ready then answers 200. SIGTERM or Ctrl+C lets running requests end first. " +
    "Logs JSON lines to stderr.",
  positionals: [],
  options: {
    port: { type: "number", describe: "Port to listen on; 0 takes a free one", default: 8081 },
    host: { type: "string", describe: "Address to listen on", default: "127.0.0.1" },
    ...storeOptions,
    tokens: { type: "boolean", describe: "Ask for tokens on this machine's own addresses, too" },
    behindProxy: {
      type: "boolean",
      describe: "A proxy before it writes X-Forwarded-Proto and X-Forwarded-Host: believe them",
    },
    logLevel: {
      type: "string",
      describe: "Least that is logged; debug logs every request",
      choices: ["debug", "info", "warn", "error", "silent"],
      default: "info",
    },
    json: { type: "boolean", describe: "Print the address as JSON" },
  },
  examples: [
    ["postel serve", "Run on http://127.0.0.1:8081"],
    ["postel serve --port 0 --data /var/lib/postel", "Take a free port, keep the data there"],
    ["POSTEL_POSTGRES=postgres://postel@db/postel postel serve --host 0.0.0.0", "Run one of several on one database"],
  ],
});
