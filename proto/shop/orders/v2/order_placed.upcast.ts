import { create } from "@bufbuild/protobuf";
import { AddressSchema } from "./order_placed_pb.js";
import type { OrderPlacedFromV1 } from "./order_placed_upcast.js";

/** What the schema of v1 does not say about v2. */
export const orderPlacedFromV1: OrderPlacedFromV1 = {
  /** The first major has street, postal code and city on one line each. */
  shippingAddress(old) {
    const [street = "", postalCode = "", city = ""] = old.shippingAddress.split("\n");
    return create(AddressSchema, { street, postalCode, city });
  },
};
