import type { DescEnum, DescMessage } from "@bufbuild/protobuf";
import { packageVersion } from "@postel/model";
import { lowerFirst } from "../names/casing.ts";
import { localName } from "../names/local-name.ts";
import { nameScope } from "../names/name-scope.ts";

/** The names of one pair in its file. */
export interface PairNames {
  /** The function: `upcastOrderPlacedFromV1`. */
  readonly step: string;
  /** The interface of what a person writes: `OrderPlacedFromV1`. */
  readonly authored: string;
  /** The constant that implements it: `orderPlacedFromV1`. */
  readonly constant: string;
}

/** The two ends of a pair. */
export interface Ends {
  readonly from: DescMessage | DescEnum;
  readonly to: DescMessage | DescEnum;
}

/** Names the pairs of one file, in their order; no two are alike. `verb` is `upcast` or `downcast`. */
export function namePairs(pairs: readonly Ends[], verb: "upcast" | "downcast"): PairNames[] {
  const scope = nameScope();
  return pairs.map((pair) => {
    const authored = scope.take(pairName(pair));
    return { authored, step: `${verb}${authored}`, constant: lowerFirst(authored) };
  });
}

/** `OrderPlacedFromV1`, or `OrderPlacedFromOrderCreatedV1` where the message was renamed. */
function pairName({ from, to }: Ends): string {
  const before = localName(from) === localName(to) ? "" : localName(from);
  return `${localName(to)}From${before}V${packageVersion(from.file.proto.package).major}`;
}
