import type { DescMessage } from "@bufbuild/protobuf";
import { packageVersion } from "@postel/model";
import { lowerFirst, upperFirst } from "./casing.ts";
import { localName } from "./local-name.ts";
import { nameScope } from "./name-scope.ts";
import { safeProperty } from "./property.ts";

/**
 * Names events within one service: `orderPlaced`. Events of one name in different packages get the parts of the package
 * that tell them apart in front, `ordersOrderPlaced`; majors of one event get theirs behind, `orderPlacedV1`.
 */
export function distinctNames(events: readonly DescMessage[]): string[] {
  const scope = nameScope();
  const namesakes = new Map([...Map.groupBy(events, localName)].map(([name, group]) => [name, new Namesakes(group)]));
  return events.map((event) => {
    const group = namesakes.get(localName(event));
    const { base, major } = versionOf(event);
    const prefix = (group?.partsOf(base) ?? []).map(upperFirst).join("");
    const suffix = group?.hasMajors(base) ? `V${major}` : "";
    return scope.take(safeProperty(lowerFirst(`${prefix}${localName(event)}`) + suffix));
  });
}

/** Events of one name. */
class Namesakes {
  /** How many events there are of each package, without its version. */
  readonly #events: ReadonlyMap<string, number>;
  /** How many packages end in the same parts. */
  readonly #packages: ReadonlyMap<string, number>;

  constructor(events: readonly DescMessage[]) {
    this.#events = counts(events.map((event) => versionOf(event).base));
    this.#packages = counts([...this.#events.keys()].flatMap(tails));
  }

  hasMajors(base: string): boolean {
    return (this.#events.get(base) ?? 0) > 1;
  }

  /** As few of a package's last parts as tell it from the others; none when it is alone. */
  partsOf(base: string): string[] {
    if (this.#events.size < 2) return [];
    const tail = tails(base).find((candidate) => this.#packages.get(candidate) === 1) ?? base;
    return tail.split(".");
  }
}

/** `a.b.c` ends in `c`, `b.c` and `a.b.c`. */
function tails(base: string): string[] {
  const parts = base.split(".");
  return parts.map((_, count) => parts.slice(parts.length - count - 1).join("."));
}

function counts(names: readonly string[]): ReadonlyMap<string, number> {
  return new Map([...Map.groupBy(names, (name) => name)].map(([name, same]) => [name, same.length]));
}

function versionOf(event: DescMessage) {
  return packageVersion(event.file.proto.package);
}
