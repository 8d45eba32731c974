import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { installOffline } from "../install-offline.ts";
import type { Story } from "../story.ts";

/** Starts a service, generates its code and proves that it is typed and tested. */
export async function adopt(story: Story, url: string): Promise<void> {
  const { place, chapter, say, typed, output, run } = story;
  chapter("A service adopts the events");
  say("The shipping team releases its events too.");
  await run(place.schemas, "npx postel release --module shop/shipping --out ../packages", { exit: 0, says: ["1.0.0"] });
  say("\nA service that ships what was ordered, from a template:");
  await run(place.schemas, `npx postel new ../fulfilment --registry ${url}`, { exit: 0, says: ["gen.yaml"] });
  typed("cd ../fulfilment && npm install");
  await installOffline(place);
  output("(here without a network: from the tarballs of the releases and of this repository)");

  say("\nIts gen.yaml declares what it emits and consumes. From that:");
  await run(place.service, "npx gen", { exit: 0, says: ["postel_producers.ts", "postel_consumers.ts", "gen.lock"] });
  await run(place.service, "npx gen --check", { exit: 0, says: ["up to date"] });
  say("\nTypeScript knows what may be emitted and what arrives, and agrees with the service's code:");
  await showLine(story, "src/gen/postel_producers.ts", "publishParcelDispatched(");
  await showLine(story, "src/gen/postel_consumers.ts", "orderPlaced(event");
  await run(place.service, "npx tsc", { exit: 0 });
  say("\nIts own test needs no broker:");
  await run(place.service, "npm test --silent", { exit: 0, says: [/pass 1\b/], show: /^[✔✖]/ });
}

/** Shows a line of a generated file, which must be there. */
async function showLine({ place, edited, must }: Story, file: string, part: string): Promise<void> {
  const lines = (await readFile(join(place.service, file), "utf8")).split("\n");
  const line = lines.find((text) => text.includes(part));
  must(line !== undefined, `${file} has no ${part}`);
  edited(file, "", line ?? "");
}
