import { edit } from "../edit.ts";
import { addCoupon } from "../edits.ts";
import type { Story } from "../story.ts";

/** Adds a field: a minor. */
export async function additiveChange(story: Story): Promise<void> {
  const { place, chapter, say, run } = story;
  chapter("A change that breaks nobody");
  say("Orders get a coupon:");
  await edit(story, addCoupon);
  say("\nWhat does that mean for everybody who reads or writes orders?");
  await run(place.schemas, "npx postel check --module shop/orders", {
    exit: 0,
    says: [/minor/, "coupon_code", "1.1.0"],
  });
  say("\nNobody picks the version; it follows from the change.");
  await run(place.schemas, "npx postel release --module shop/orders --out ../packages", { exit: 0, says: ["1.1.0"] });
}
