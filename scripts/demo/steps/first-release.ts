import { rm } from "node:fs/promises";
import { join } from "node:path";
import { editSilently, undone } from "../edit.ts";
import { addCoupon } from "../edits.ts";
import { type RegistryProcess, startRegistry } from "../registry-process.ts";
import type { Story } from "../story.ts";

/** Prepares the schemas as they were in the beginning, and starts a registry. */
export async function openRegistry(story: Story): Promise<RegistryProcess> {
  const { place, chapter, say, typed, output, setEnv } = story;
  await rm(join(place.schemas, "shop/orders/v2"), { recursive: true });
  await editSilently(story, undone(addCoupon));

  chapter("A registry, and a first release");
  say("One repository holds every event of the shop as Protobuf. A registry needs a folder, nothing else:");
  typed("npx postel serve --port 0 --data ../registry");
  const registry = await startRegistry(["--port", "0", "--data", place.data], place.schemas);
  output(registry.url);
  typed(`export POSTEL_REGISTRY=${registry.url}`);
  setEnv("POSTEL_REGISTRY", registry.url);
  return registry;
}

/** Releases the first version of the orders module. */
export async function firstRelease({ place, say, run }: Story): Promise<void> {
  say("\nThe team that owns shop/orders releases its events: an npm package, and a release in the registry.");
  await run(place.schemas, "npx postel release --module shop/orders --out ../packages", { exit: 0, says: ["1.0.0"] });
}
