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
  const namesakes = Map.groupBy(events, localName);
  return events.map((event) => {
    const others = namesakes.get(localName(event))?.filter((other) => other !== event) ?? [];
    return scope.take(safeProperty(distinctName(event, others)));
  });
}

function distinctName(event: DescMessage, others: readonly DescMessage[]): string {
  const own = versionOf(event);
  const strangers = others.map(versionOf).filter(({ base }) => base !== own.base);
  const prefix =
    strangers.length === 0
      ? []
      : distinctParts(
          own.base,
          strangers.map(({ base }) => base),
        );
  const major = others.length > strangers.length ? `V${own.major}` : "";
  return lowerFirst([...prefix, localName(event)].map(upperFirst).join("")) + major;
}

/** As few of a package's last parts as tell it from the others. */
function distinctParts(base: string, others: readonly string[]): string[] {
  const parts = base.split(".");
  const enough = parts.findIndex((_, count) => {
    const tail = `.${parts.slice(parts.length - count - 1).join(".")}`;
    return others.every((other) => !`.${other}`.endsWith(tail));
  });
  return enough < 0 ? parts : parts.slice(parts.length - enough - 1);
}

function versionOf(event: DescMessage) {
  return packageVersion(event.file.proto.package);
}
