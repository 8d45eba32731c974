/** Where generated code imports its runtime from; the only module of Postel that it knows. */
export const RUNTIME = "@postel/runtime/gen/v1";

/** Every name that generated code may import from `RUNTIME`, and whether it is only a type. */
export const runtimeNames = {
  Consumer: "type",
  ConsumerOptions: "type",
  Envelope: "type",
  EventMajor: "type",
  HandlerContext: "type",
  Lineage: "type",
  Producer: "type",
  ProducerOptions: "type",
  PublishOptions: "type",
  and: "value",
  checkedInt: "value",
  checkedUint: "value",
  createConsumer: "value",
  createProducer: "value",
  defineEvent: "value",
  defineLineage: "value",
  keyBytes: "value",
  or: "value",
  textSize: "value",
  toInt32: "value",
  toUint32: "value",
  unmappable: "value",
  upcastWith: "value",
  utf8: "value",
} as const satisfies Record<string, "type" | "value">;

/** A name that generated code may import. */
export type RuntimeName = keyof typeof runtimeNames;
