import { create, createFileRegistry, fromJson, type Message } from "@bufbuild/protobuf";
import type { GenMessage } from "@bufbuild/protobuf/codegenv2";
import { FileDescriptorSetSchema } from "@bufbuild/protobuf/wkt";
import { defineEvent } from "../event/event-major.ts";
import { keyBytes } from "../event/key-bytes.ts";
import { defineLineage } from "../event/lineage.ts";
import { unmappable, upcastWith } from "../event/upcast.ts";

export type OrderPlacedV1 = Message<"shop.orders.v1.OrderPlaced"> & {
  orderId: string;
  customer: string;
  cents: bigint;
  channel: number;
};

export type OrderPlacedV2 = Message<"shop.orders.v2.OrderPlaced"> & {
  orderId: string;
  buyer: string;
  cents: bigint;
  channel: number;
};

export type PaymentCaptured = Message<"shop.payments.v1.PaymentCaptured"> & { orderId: string; cents: bigint };

const registry = createFileRegistry(
  fromJson(FileDescriptorSetSchema, {
    file: [
      file("shop.orders.v1", "OrderPlaced", ["order_id", "customer", "cents", "channel"]),
      file("shop.orders.v2", "OrderPlaced", ["order_id", "buyer", "cents", "channel"]),
      file("shop.payments.v1", "PaymentCaptured", ["order_id", "cents"]),
    ],
  }),
);

function file(pkg: string, name: string, fields: string[]) {
  const type: Record<string, string> = { cents: "TYPE_INT64", channel: "TYPE_ENUM" };
  return {
    name: `${pkg.replaceAll(".", "/")}.proto`,
    package: pkg,
    syntax: "proto3",
    messageType: [
      {
        name,
        field: fields.map((field, index) => ({
          name: field,
          number: index + 1,
          label: "LABEL_OPTIONAL",
          type: type[field] ?? "TYPE_STRING",
          ...(field === "channel" && { typeName: `.${pkg}.Channel` }),
        })),
      },
    ],
    enumType: [{ name: "Channel", value: ["UNSPECIFIED", "WEB"].map((value, number) => ({ name: value, number })) }],
  };
}

function schema<T extends Message>(name: T["$typeName"]): GenMessage<T> {
  return registry.getMessage(name) as unknown as GenMessage<T>;
}

export const orderPlacedV1Schema = schema<OrderPlacedV1>("shop.orders.v1.OrderPlaced");
export const orderPlacedV2Schema = schema<OrderPlacedV2>("shop.orders.v2.OrderPlaced");

const orders = { module: "shop/orders", version: "2.1.0", topic: "shop.orders" };

export const orderPlacedV1 = defineEvent<OrderPlacedV1>({
  ...orders,
  typeName: "shop.orders.v1.OrderPlaced",
  schema: orderPlacedV1Schema,
  digest: "sha256:11",
  key: (event) => keyBytes(event.orderId),
});

export const orderPlacedV2 = defineEvent<OrderPlacedV2>({
  ...orders,
  typeName: "shop.orders.v2.OrderPlaced",
  schema: orderPlacedV2Schema,
  digest: "sha256:22",
  maxSize: 1_000,
  key: (event) => keyBytes(event.orderId),
});

export const paymentCaptured = defineEvent<PaymentCaptured>({
  typeName: "shop.payments.v1.PaymentCaptured",
  schema: schema<PaymentCaptured>("shop.payments.v1.PaymentCaptured"),
  module: "shop/payments",
  version: "1.0.0",
  digest: "sha256:33",
  topic: "shop.payments",
});

/** As generated code would be: a rename, an enum mapped by name, and a hand-written function that can throw. */
function toV2({ orderId, customer, cents, channel }: OrderPlacedV1): OrderPlacedV2 {
  if (customer === "nobody") throw new TypeError("a buyer is needed");
  if (channel !== 0 && channel !== 1) unmappable("channel", channel);
  return create(orderPlacedV2Schema, { orderId, buyer: customer, cents, channel });
}

export const orderPlaced = defineLineage<OrderPlacedV2>({
  name: "shop.orders.OrderPlaced",
  target: orderPlacedV2,
  readers: [
    { event: orderPlacedV1, upcast: upcastWith(toV2) },
    { event: orderPlacedV2, upcast: upcastWith((event: OrderPlacedV2) => event) },
  ],
});

export const paymentCapturedLineage = defineLineage<PaymentCaptured>({
  name: "shop.payments.PaymentCaptured",
  target: paymentCaptured,
  readers: [{ event: paymentCaptured, upcast: upcastWith((event: PaymentCaptured) => event) }],
});
