import { type DescMessage, getOption, hasOption } from "@bufbuild/protobuf";
import { type EventKind, type EventOptions, event, Ordering } from "@postel/proto";
import { packageVersion } from "./package-version.ts";
import { schemaDigest } from "./schema-digest.ts";

/** An event: a message marked `option (postel.v1.event)`. */
export interface EventInfo {
  /** Full name, such as `shop.orders.v2.OrderPlaced`. */
  readonly name: string;
  /** Package, such as `shop.orders.v2`. */
  readonly package: string;
  /** The package's major; 0 without a version. */
  readonly major: number;
  /** False in alpha, beta and test packages, which are outside lineages. */
  readonly stable: boolean;
  /** Name of the lineage, such as `shop.orders.OrderPlaced`; the event's own full name outside lineages. */
  readonly lineage: string;
  /** Where it is published; the full name unless the option says otherwise. */
  readonly topic: string;
  /** Path of the partition key's field, such as `order.id`; empty when the event has none. */
  readonly key: string;
  /** Never ORDERING_UNSPECIFIED: that is read as ORDERING_KEY with a key and ORDERING_NONE without. */
  readonly ordering: Ordering;
  readonly owner: string;
  readonly kind: EventKind;
  /** The option as it is written. */
  readonly options: EventOptions;
  /** `sha256:` and 64 hexadecimal digits; computed on first use. */
  readonly schemaDigest: string;
  readonly desc: DescMessage;
}

/** Tells whether a message is marked as an event. */
export function isEvent(desc: DescMessage): boolean {
  return hasOption(desc, event);
}

/** Reads an event from a message that is marked as one. */
export function eventInfo(desc: DescMessage, lineage: string): EventInfo {
  const options = getOption(desc, event);
  const version = packageVersion(desc.file.proto.package);
  let digest: string | undefined;
  return {
    name: desc.typeName,
    package: desc.file.proto.package,
    major: version.major,
    stable: version.stable,
    lineage,
    topic: options.topic === "" ? desc.typeName : options.topic,
    key: options.key,
    ordering: orderingOf(options),
    owner: options.owner,
    kind: options.kind,
    options,
    get schemaDigest() {
      digest ??= schemaDigest(desc);
      return digest;
    },
    desc,
  };
}

/** The name of a message within its package, such as `Order.Line`. */
export function relativeName(desc: { readonly typeName: string; readonly file: DescMessage["file"] }): string {
  const name = desc.file.proto.package;
  return name === "" ? desc.typeName : desc.typeName.slice(name.length + 1);
}

function orderingOf({ key, ordering }: EventOptions): Ordering {
  if (ordering !== Ordering.UNSPECIFIED) return ordering;
  return key === "" ? Ordering.NONE : Ordering.KEY;
}
