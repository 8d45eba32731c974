import type { OrderPlacedFromV1 } from "./order_placed_upcast.ts";

export const orderPlacedFromV1: OrderPlacedFromV1 = {
  shippingAddress(old) {
    const [street = "", postalCode = "", city = ""] = old.shippingAddress.split("\n");
    return { $typeName: "shop.orders.v2.Address", street, postalCode, city };
  },
};
