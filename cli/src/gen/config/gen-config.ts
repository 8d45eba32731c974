/** What `gen.yaml` says, checked. */
export interface GenConfig {
  /** Absolute path of the file; every path in it is relative to its folder. */
  readonly file: string;
  readonly from: GenSource;
  /** Folder of the generated files, with `/` between its parts, such as `src/gen`. Handlers stand beside it. */
  readonly out: string;
  readonly modules: readonly WantedModule[];
  readonly emits: readonly EmittedEvent[];
  readonly consumes: readonly ConsumedLineage[];
}

/** Where schemas come from: a registry's releases, or anything that the compiler reads. */
export type GenSource =
  | { readonly kind: "registry"; readonly url: string }
  | { readonly kind: "source"; readonly input: string };

/** A module that the service uses. */
export interface WantedModule extends Placed {
  /** Such as `shop/orders`. */
  readonly name: string;
  /** npm semver range, such as `^2.0.0`. */
  readonly range: string;
}

/** An event that the service emits, at an exact major. */
export interface EmittedEvent extends Placed {
  /** Full name of the message, such as `shop.payments.v1.PaymentCaptured`. */
  readonly name: string;
}

/** A lineage that the service reads. */
export interface ConsumedLineage extends Placed {
  /** Such as `shop.orders.OrderPlaced`. */
  readonly name: string;
  /** The major that handlers receive; absent: the latest. */
  readonly at?: number;
}

/** Something that stands in `gen.yaml`. */
export interface Placed {
  /** `gen.yaml:7:5`, for messages. */
  readonly place: string;
}
