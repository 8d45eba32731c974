/**
 * All that generated code imports. Frozen: names and shapes here are only ever added to; a break means `gen/v2`.
 * Nothing here needs Node: upcasting runs in browsers too.
 */

export type { Envelope } from "@postel/proto";
export { type Consumer, createConsumer } from "../consumer/consumer.ts";
export type { ConsumerOptions } from "../consumer/consumer-options.ts";
export type { HandlerContext, Subscription } from "../consumer/subscription.ts";
export { defineEvent, type EventMajor } from "../event/event-major.ts";
export { keyBytes } from "../event/key-bytes.ts";
export { defineLineage, type Lineage, type MajorReader } from "../event/lineage.ts";
export { type UpcastResult, unmappable, upcastWith } from "../event/upcast.ts";
export { utf8 } from "../event/utf8.ts";
export { and, or } from "../expression/logic.ts";
export { createProducer, type Producer, type ProducerOptions } from "../producer/producer.ts";
export type { PublishOptions } from "../producer/publish-options.ts";
export { checkedInt, checkedUint, textSize, toInt32, toUint32 } from "./expression.ts";
