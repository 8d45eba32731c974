import { runBin } from "./run-bin.ts";

await runBin("consumers");
