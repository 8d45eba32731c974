import { defineSpec } from "../args/spec.ts";

/** `postel serve` */
export const serveSpec = defineSpec({
  name: "serve",
  summary: "Run a registry with its UI on this machine",
  description:
    "Prints its address once it is ready; /health/ready then answers 200. SIGTERM or Ctrl+C lets running requests end first.",
  positionals: [],
  options: {
    port: { type: "number", describe: "Port to listen on; 0 takes a free one", default: 8081 },
    host: { type: "string", describe: "Address to listen on", default: "127.0.0.1" },
    data: { type: "string", describe: "Folder of the database; made when it is missing", default: ".postel/registry" },
    json: { type: "boolean", describe: "Print the address as JSON" },
  },
  examples: [
    ["postel serve", "Run on http://127.0.0.1:8081"],
    ["postel serve --port 0 --data /var/lib/postel", "Take a free port, keep the data there"],
  ],
});
