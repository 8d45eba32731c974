import { cp, readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import type { Story } from "../story.ts";
import { ROOT } from "../workplace.ts";

const V2 = "shop/orders/v2";
const UPCASTER = `${V2}/order_placed.upcast.ts`;
const GOLDENS = `${V2}/order_placed.goldens.json`;

/** Replaces an event by a new major of it, which every old event can be read as. */
export async function newMajor(story: Story): Promise<void> {
  const { place, chapter, say, edited, run } = story;
  const release = "npx postel release --module shop/orders --out ../packages";
  chapter("A big change, done right");
  say(
    "Money gets a currency, the buyer one name, the address parts. That is a new major of the event, shop.orders.v2.",
  );
  say("Its fields say where they come from; what has the same name and type needs no word:");
  await cp(join(ROOT, "proto", V2), join(place.schemas, V2), { recursive: true });
  for (const file of [UPCASTER, GOLDENS]) await rm(join(place.schemas, file));
  edited(`${V2}/order_placed.proto`, "", await tellingLines(join(place.schemas, V2, "order_placed.proto")));

  say("\nHow is each old event read as the new one?");
  await run(place.schemas, "npx postel plan --event shop.orders.OrderPlaced", { exit: 0, says: ["shipping_address"] });
  say(
    "\nOne field needs a human: the address was one text and has parts now. Until somebody says how, nothing is released:",
  );
  await run(place.schemas, release, { exit: 100, says: ["shipping_address"] });

  say("\nSo somebody writes that function, beside the schema, once for all services:");
  await cp(join(ROOT, "proto", UPCASTER), join(place.schemas, UPCASTER));
  edited(UPCASTER, "", await readFile(join(place.schemas, UPCASTER), "utf8"));
  say(
    "\nEvents of the first major, with each value and case that there can be, go through the new code. What they become",
  );
  say("is written beside the schema, to be reviewed with the change; from now on a check says when it would differ:");
  await run(place.schemas, "npx postel check --module shop/orders", { exit: 100, says: ["EVENT_UPCAST_CHANGED"] });
  await run(place.schemas, "npx postel check --module shop/orders --update", { exit: 0, says: [/major/, "2.0.0"] });
  await expectGoldens(join(place.schemas, GOLDENS), join(ROOT, "proto", GOLDENS));
  await run(place.schemas, release, { exit: 0, says: ["2.0.0"] });
}

/** The story has the goldens of the repository, and those of the release before the coupon. */
async function expectGoldens(file: string, other: string): Promise<void> {
  const [written, committed] = await Promise.all([file, other].map(goldensOf));
  const missing = committed?.filter((golden) => !written?.includes(golden)) ?? [];
  if (missing.length > 0) throw new Error(`${file} lacks goldens of ${other}:\n${missing.join("\n")}`);
}

async function goldensOf(file: string): Promise<string[]> {
  const { goldens } = JSON.parse(await readFile(file, "utf8")) as {
    goldens: { event: string; old: object; new: object }[];
  };
  return goldens.map(({ event, old, new: becomes }) => JSON.stringify([event, old, becomes]));
}

/** The lines of the new major that say something about the old one, as they stand in the repository. */
async function tellingLines(file: string): Promise<string> {
  const text = await readFile(file, "utf8");
  const fields = ["string buyer_id", "string buyer_name", "Money total", "Address shipping_address"];
  return fields.map((field) => new RegExp(`^  ${field} =[^;]*;`, "m").exec(text)?.[0] ?? "").join("\n");
}
