import { nestedTypes } from "@bufbuild/protobuf/reflect";
import { registryOf } from "@postel/proto";
import { expect, it } from "vitest";
import { compileProtos, protoFile } from "../test-support/compile-protos.ts";
import { distinctNames } from "./distinct-names.ts";

const set = compileProtos({
  "a.proto": protoFile(
    "shop.orders.v1",
    "message Placed {} message Sent {} message __proto__ {} message constructor {}",
  ),
  "b.proto": protoFile("shop.orders.v2", "message Placed { message Twice {} } message Placed_Twice {}"),
  "c.proto": protoFile("shop.gifts.v1", "message Placed {} message Sent {}"),
  "d.proto": protoFile("gifts", "message Sent {}"),
});

const events = (...names: string[]) =>
  names.map((name) => {
    const found = [...registryOf(set).files].flatMap((file) => [...nestedTypes(file)]);
    const message = found.find((type) => type.kind === "message" && type.typeName === name);
    if (message?.kind !== "message") throw new Error(name);
    return message;
  });

it.each([
  [["shop.orders.v1.Placed"], ["placed"]],
  [
    ["shop.orders.v1.Placed", "shop.gifts.v1.Sent"],
    ["placed", "sent"],
  ],
  [
    ["shop.orders.v1.Placed", "shop.orders.v2.Placed"],
    ["placedV1", "placedV2"],
  ],
  [
    ["shop.orders.v1.Placed", "shop.gifts.v1.Placed"],
    ["ordersPlaced", "giftsPlaced"],
  ],
  [
    ["shop.gifts.v1.Sent", "gifts.Sent"],
    ["shopGiftsSent", "giftsSent"],
  ],
  [
    ["shop.orders.v1.Placed", "shop.orders.v2.Placed", "shop.gifts.v1.Placed"],
    ["ordersPlacedV1", "ordersPlacedV2", "giftsPlaced"],
  ],
  [
    ["shop.orders.v2.Placed.Twice", "shop.orders.v2.Placed_Twice"],
    ["placed_TwiceV2", "placed_TwiceV2_2"],
  ],
  [
    ["shop.orders.v1.__proto__", "shop.orders.v1.constructor"],
    ["__proto__$", "constructor$"],
  ],
])("%s become %s", (names, expected) => {
  expect(distinctNames(events(...names))).toEqual(expected);
});
