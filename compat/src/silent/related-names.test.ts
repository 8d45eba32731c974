import { describe, expect, it } from "vitest";
import { relate, wordsOf } from "./related-names.ts";

describe("relate", () => {
  it.each([
    ["customer_name", "customerName"],
    ["email", "email_address"],
    ["address1", "address_1"],
    ["x1_y2", "x1y2"],
    ["msg", "message"],
    ["cnt", "count"],
    ["recieved_at", "received_at"],
    ["customer_id", "buyer_id"],
    ["orders", "order"],
    ["description", "comments"],
    ["order_created", "creation_of_order"],
  ])("takes %s and %s for the same thing", (a, b) => {
    expect(relate(a, b)).toBe("related");
    expect(relate(b, a)).toBe("related");
  });

  it.each([
    ["coupon_code", "referrer"],
    ["email", "phone"],
    ["city", "street"],
    ["first_name", "total_cents"],
    ["tag", "tracking_number"],
    ["paid", "refunded"],
    ["toString", "constructor"],
  ])("takes %s and %s for different things", (a, b) => {
    expect(relate(a, b)).toBe("not");
    expect(relate(b, a)).toBe("not");
  });

  it.each([
    ["user_id", "order_id"],
    ["uuid", "id"],
    ["type", "delivery"],
  ])("cannot tell %s from %s", (a, b) => {
    expect(relate(a, b)).toBe("weakly");
  });
});

it("splits names in any case", () => {
  expect(wordsOf("STATE_LostItems2")).toEqual(["state", "lost", "item"]);
  expect(wordsOf("httpURLPath")).toEqual(["http", "urlpath"]);
});
