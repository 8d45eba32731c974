/**
 * All that generated code imports. Frozen: names and shapes here are only ever added to; a break means `gen/v2`.
 * Nothing here needs Node: upcasting runs in browsers too.
 */

export type { Envelope } from "@postel/proto";
export {
  allOf,
  and,
  anyOf,
  bytesToText,
  checkedInt,
  checkedUint,
  compareBytes,
  compareText,
  compareTimes,
  concatBytes,
  doubleToInt,
  doubleToUint,
  durationMinus,
  durationPlus,
  durationToText,
  equalValues,
  int32Keys,
  itemAt,
  listHas,
  mapOf,
  mapValues,
  or,
  required,
  secondsToTimestamp,
  textAt,
  textIndex,
  textLastIndex,
  textLower,
  textPart,
  textReplace,
  textSize,
  textSplit,
  textToBool,
  textToDouble,
  textToDuration,
  textToInt,
  textToTimestamp,
  textToUint,
  textTrim,
  textUpper,
  timeBetween,
  timePart,
  timestampMinus,
  timestampPlus,
  timestampToText,
  toInt32,
  toUint32,
  uint32Keys,
  unlessNull,
  valueAt,
} from "@postel/proto/cel";
export { type Consumer, createConsumer } from "../consumer/consumer.ts";
export type { ConsumerOptions } from "../consumer/consumer-options.ts";
export type { HandlerContext, Subscription } from "../consumer/subscription.ts";
export { defineEvent, type EventMajor } from "../event/event-major.ts";
export { keyBytes } from "../event/key-bytes.ts";
export { defineLineage, type Lineage, type MajorReader } from "../event/lineage.ts";
export { type UpcastResult, unmappable, upcastWith } from "../event/upcast.ts";
export { utf8 } from "../event/utf8.ts";
export { createProducer, type Producer, type ProducerOptions } from "../producer/producer.ts";
export type { PublishOptions } from "../producer/publish-options.ts";
