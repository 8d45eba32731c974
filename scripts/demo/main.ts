// Tells the story of a schema from its first release to a consumer that reads every version of it. Each command is run as
// it is printed, and the exit code is not 0 when one does not do what the story says.
// `--serve` leaves the registry running in the end, `--keep` leaves the folder.
import { once } from "node:events";
import { rmSync } from "node:fs";
import { parseArgs } from "node:util";
import { createNarrator } from "./narrator.ts";
import type { RegistryProcess } from "./registry-process.ts";
import { additiveChange } from "./steps/additive-change.ts";
import { badChange } from "./steps/bad-change.ts";
import { consume } from "./steps/consume.ts";
import { eventPage } from "./steps/event-page.ts";
import { firstRelease, openRegistry } from "./steps/first-release.ts";
import { newMajor } from "./steps/new-major.ts";
import { adopt } from "./steps/service.ts";
import { createStory } from "./story.ts";
import { createWorkplace, removeWorkplace } from "./workplace.ts";

const { values: flags } = parseArgs({ options: { serve: { type: "boolean" }, keep: { type: "boolean" } } });
const started = performance.now();
const place = await createWorkplace();
const story = createStory(createNarrator(), place);
let registry: RegistryProcess | undefined;
let serving = false;
process.once("SIGINT", interrupt);
process.once("SIGTERM", interrupt);

try {
  story.say(`Everything happens in ${place.root}/schemas and the folders beside it.`);
  registry = await openRegistry(story);
  await firstRelease(story);
  await additiveChange(story);
  await badChange(story);
  await newMajor(story);
  await adopt(story, registry.url);
  await consume(story);
  await eventPage(story, registry.url);
  story.say(
    `\nThat was the story, in ${Math.round((performance.now() - started) / 1000)} s. Every step did what it says.`,
  );
  if (flags.serve) await served(registry);
  else story.say("`npm run demo -- --serve` leaves the registry running, for you to look around.");
} catch (error) {
  process.stderr.write(`\nThe story stopped: ${error instanceof Error ? error.message : error}\n`);
  process.exitCode = 1;
} finally {
  await registry?.stop();
  if (!flags.keep) await removeWorkplace(place);
}

async function served({ url, child }: RegistryProcess): Promise<void> {
  story.say(`The registry runs on ${url} until you press Ctrl+C.`);
  serving = true;
  await once(child, "close");
}

/** Ctrl+C ends a registry that is left running, and with it the story; anywhere else it ends the story at once. */
function interrupt(): void {
  registry?.child.kill("SIGTERM");
  if (serving) return;
  if (!flags.keep) rmSync(place.root, { recursive: true, force: true });
  process.exit(130);
}
