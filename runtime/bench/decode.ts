import { create, fromBinary, toBinary } from "@bufbuild/protobuf";
import { decode } from "../src/decode/decode.ts";
import { readEnvelope } from "../src/envelope/read-envelope.ts";
import { createProducer } from "../src/index.ts";
import type { BusMessage } from "../src/port/bus-message.ts";
import {
  orderPlaced,
  orderPlacedV1,
  orderPlacedV1Schema,
  orderPlacedV2,
  orderPlacedV2Schema,
} from "../src/test-support/shop.ts";
import { type Rate, rateOf } from "./rate.ts";

const lineages = [orderPlaced];
const fields = { orderId: "0192a8c0-0000-7000-8000-000000000000", cents: 12_345n, channel: 1 };
const name = "A buyer with a name long enough to make the event as large as events are, 120 bytes";

async function published(): Promise<readonly BusMessage[]> {
  const messages: BusMessage[] = [];
  const bus = { publish: async (message: BusMessage) => void messages.push(message), subscribe: never, deadLetters };
  const producer = createProducer({ bus, source: "orders" });
  await producer.publish(orderPlacedV1, { ...fields, customer: name });
  await producer.publish(orderPlacedV2, { ...fields, buyer: name });
  return messages;
}

const deadLetters = { park: never, list: never, remove: never };
function never(): never {
  throw new Error("the benchmark only publishes");
}

/** Compares the one decode with bare `fromBinary`, for the target as it is and for an older major. */
export async function decodeBench(): Promise<readonly Rate[]> {
  const [v1, v2] = await published();
  if (v1 === undefined || v2 === undefined) throw new Error("nothing was published");
  const upcast = orderPlaced.readers[0]?.upcast ?? never;
  const message = create(orderPlacedV2Schema, { ...fields, buyer: name });
  return [
    rateOf("fromBinary", () => fromBinary(orderPlacedV2Schema, v2.body)),
    rateOf("read the envelope", () => readEnvelope(v2.body, v2.headers)),
    rateOf("decode", () => decode(v2.body, v2.headers, lineages)),
    rateOf("fromBinary + upcast", () => upcast(fromBinary(orderPlacedV1Schema, v1.body))),
    rateOf("decode an older major", () => decode(v1.body, v1.headers, lineages)),
    rateOf("toBinary", () => toBinary(orderPlacedV2Schema, message)),
  ];
}
