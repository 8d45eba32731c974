/** What a hand-written file must hold: constants that implement generated interfaces. */
export interface NeededStubs {
  readonly objects: readonly NeededObject[];
}

/** One constant: `export const orderPlacedFromV1: OrderPlacedFromV1 = { … }`. */
export interface NeededObject {
  readonly constant: string;
  /** The interface it implements. */
  readonly type: string;
  /** Where the interface is imported from, as written: `./order_placed_upcast.js`. */
  readonly from: string;
  readonly methods: readonly NeededMethod[];
}

/** One function of a constant. */
export interface NeededMethod {
  /** Property name; need not be an identifier. */
  readonly name: string;
  /** What stands before the name: `async `, or nothing. */
  readonly modifier: "" | "async ";
  /** Names of the parameters, such as `old`. */
  readonly parameters: readonly string[];
  /** Text of the doc comment; empty for none. */
  readonly doc: string;
  /** Full name of the field that it gives a value, such as `shop.orders.v2.OrderPlaced.shipping_address`. */
  readonly element?: string;
  /** Why nothing but a function can give that value. */
  readonly reason?: string;
  /** The statement that stands in for the body until a person writes it. */
  readonly body: string;
}
