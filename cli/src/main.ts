import { readFileSync } from "node:fs";
import { commands } from "./commands.ts";
import { run } from "./run.ts";
import { processIo } from "./terminal/process-io.ts";

const { version } = JSON.parse(readFileSync(new URL("../package.json", import.meta.url), "utf8"));

process.exitCode = await run({ name: "postel", version, commands }, process.argv.slice(2), processIo());
