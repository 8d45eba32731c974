// What `postel breaking INPUT --against INPUT --error-format json` does with two images, without the command line.
import { readFileSync } from "node:fs";
import { breaking, printAnnotations } from "@postel/compat";
import { readDescriptorSet } from "@postel/proto";

const [after = "", before = ""] = process.argv.slice(2);
const { findings } = breaking(readDescriptorSet(readFileSync(before)), readDescriptorSet(readFileSync(after)));
process.stdout.write(printAnnotations(findings, "json"));
