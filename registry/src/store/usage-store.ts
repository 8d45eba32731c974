/** What one deployed service does with events. */
export interface ServiceUsage {
  readonly service: string;
  readonly environment: string;
  /** Version and source commit of the service; empty when unknown. */
  readonly version: string;
  readonly commit: string;
  /** The releases that it was built with. */
  readonly modules: readonly { readonly module: string; readonly version: string }[];
  /** Full names of the events that it emits. */
  readonly emits: readonly string[];
  readonly consumes: readonly LineageUse[];
}

/** A lineage that a service reads. */
export interface LineageUse {
  /** `shop.orders.OrderPlaced`. */
  readonly lineage: string;
  /** Full name of the newest major that the service understands. */
  readonly event: string;
  /** Full name of the major that its handlers receive. */
  readonly at: string;
}

/** A service's usage as it was last told. */
export interface UsageRecord extends ServiceUsage {
  /** Milliseconds since 1970. */
  readonly reportedAt: number;
}

/** A service's usage to store; one that emits and consumes nothing is forgotten. */
export interface UsageReport extends ServiceUsage {
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly actor: string;
}

/** What services emit and consume. The same promises as Store. */
export interface UsageStore {
  /** Replaces what was told of the service in the environment. */
  report(usage: UsageReport): Promise<void>;
  /** Everything that was told, by service and environment. */
  list(): Promise<UsageRecord[]>;
}
