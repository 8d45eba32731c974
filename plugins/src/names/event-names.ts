import type { DescFile, DescMessage } from "@bufbuild/protobuf";
import { nestedTypes } from "@bufbuild/protobuf/reflect";
import { lowerFirst } from "./casing.ts";
import { localName } from "./local-name.ts";
import { messageNames, nameScope } from "./name-scope.ts";

/** What the generated files of an event export for it. */
export interface EventNames {
  /** The event's definition: `orderPlacedEvent`. */
  readonly definition: string;
  /** The event's lineage, read as this major: `orderPlacedLineage`. */
  readonly lineage: string;
}

const known = new WeakMap<DescFile, ReadonlyMap<string, EventNames>>();

/** Names an event's exports; different from each other and from the messages' names in the same file. */
export function eventNames(event: DescMessage): EventNames {
  const names = known.get(event.file) ?? nameAll(event.file);
  known.set(event.file, names);
  return names.get(event.typeName) as EventNames;
}

function nameAll(file: DescFile): ReadonlyMap<string, EventNames> {
  const scope = nameScope(messageNames(file));
  const messages = [...nestedTypes(file)].filter((type) => type.kind === "message");
  return new Map(
    messages.map((message) => {
      const name = lowerFirst(localName(message));
      const definition = scope.take(/Event$/.test(name) ? name : `${name}Event`);
      return [message.typeName, { definition, lineage: scope.take(`${name}Lineage`) }];
    }),
  );
}
