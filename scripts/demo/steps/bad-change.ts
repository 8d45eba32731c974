import { edit, editSilently, undone } from "../edit.ts";
import { insertValue, reuseNumber } from "../edits.ts";
import type { Story } from "../story.ts";

/** Changes that compile, pass every test of today, and corrupt what is stored. */
export async function badChange(story: Story): Promise<void> {
  const { place, chapter, say, run } = story;
  chapter("A change that must not happen");
  say("Somebody drops the coupon, gives its number to a gift message, and sorts a new channel into the middle:");
  await edit(story, reuseNumber);
  await edit(story, insertValue);
  say("\nIt compiles, and old events would decode without an error, as something else. The check stops it:");
  await run(place.schemas, "npx postel check --module shop/orders", {
    exit: 100,
    says: [
      /shop\/orders\/v1\/order_placed\.proto:\d+:\d+/,
      "SILENT_FIELD_REUSED",
      "coupon_code",
      "gift_message",
      /A stored CHANNEL_APP would be read as CHANNEL_KIOSK/,
      /next:/,
    ],
  });
  say("\nThe way out that fits here: undo it.");
  await editSilently(story, undone(insertValue));
  await editSilently(story, undone(reuseNumber));
  await run(place.schemas, "npx postel check --module shop/orders", { exit: 0 });
}
