import type { DatabaseSync } from "node:sqlite";
import { Carrier } from "@shop/shipping/v1/parcel-dispatched";
import type { Handlers } from "./gen/postel_consumers.ts";
import { createProducers } from "./gen/postel_producers.ts";

/** What this service does with each event. `gen` adds what is missing and never changes what is here. */
export const handlers: Handlers<DatabaseSync> = {
  async orderPlaced(order, { envelope, transaction, publish }) {
    // The order's event id, so that a retry makes the same parcel again rather than another.
    const parcelId = envelope.id;
    const { street = "", city = "" } = order.shippingAddress ?? {};

    // Commits together with the memory that this event was handled.
    transaction
      .prepare("INSERT INTO parcels (id, order_id, receiver, street, city) VALUES (?, ?, ?, ?, ?)")
      .run(parcelId, order.orderId, order.buyerName, street, city);

    // Goes out only if this handler succeeds.
    await createProducers({ publish }).publishParcelDispatched({
      parcelId,
      orderId: order.orderId,
      items: order.lines.map(({ sku, quantity }) => ({ sku, quantity })),
      carrier: city === "Amsterdam" ? Carrier.COURIER : Carrier.POST,
      dispatchedAt: envelope.time,
    });
  },
};
