import type { Edit } from "./edit.ts";

const ORDER_V1 = "shop/orders/v1/order_placed.proto";

const PLACED_AT = "  google.protobuf.Timestamp placed_at = 12;\n";

const COUPON = `  // Coupon that the customer redeemed, if any.
  optional string coupon_code = 13 [(postel.v1.field).since = "1.1.0"];
`;

/** 1.0.0 to 1.1.0: a new field. */
export const addCoupon: Edit = { file: ORDER_V1, from: PLACED_AT, to: PLACED_AT + COUPON };

/** A field is removed and its number is given to another of the same type. */
export const reuseNumber: Edit = {
  file: ORDER_V1,
  from: COUPON,
  to: `  // Words to print on a card, if any.
  optional string gift_message = 13;
`,
};

const APP_AND_STORE = `  // The mobile app.
  CHANNEL_APP = 2;
  // A clerk in a store.
  CHANNEL_STORE = 3;
`;

/** An enum value is put in the middle, and those behind it move. */
export const insertValue: Edit = {
  file: ORDER_V1,
  from: APP_AND_STORE,
  to: `  // A kiosk in a store.
  CHANNEL_KIOSK = 2;
  // The mobile app.
  CHANNEL_APP = 3;
  // A clerk in a store.
  CHANNEL_STORE = 4;
`,
};
