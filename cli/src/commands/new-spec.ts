import { defineSpec } from "../args/spec.ts";

/** `postel new service FOLDER` */
export const newSpec = defineSpec({
  name: "new",
  summary: "Start a service that emits and consumes events, in a new folder",
  description: "Copies an example service of the shop domain; change its gen.yaml to what yours emits and consumes.",
  positionals: [{ name: "folder", describe: "Folder to make; must be new or empty", required: true }],
  options: {
    name: { type: "string", describe: "Name of the service; the folder's where it is left out" },
    registry: { type: "string", describe: "URL of the registry", default: "http://127.0.0.1:8081" },
    json: { type: "boolean", describe: "List the files as JSON" },
  },
  examples: [["postel new fulfilment", "Make a service called fulfilment"]],
});
