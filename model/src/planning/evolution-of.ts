import { create, type DescEnumValue, type DescField, type DescMessage, getOption, hasOption } from "@bufbuild/protobuf";
import {
  event,
  type FieldEvolution,
  FieldEvolutionSchema,
  field as fieldOption,
  message as messageOption,
  value as valueOption,
} from "@postel/proto";

/** Which way a step goes; annotations are read from the side that carries them. */
export type Direction = "up" | "down";

/** What a field's annotations say about where its value comes from. */
export interface FieldAnnotations {
  /** Expression over the source, or "default"; empty when there is none. */
  readonly expression: string;
  /** Number of the annotation that holds the expression, for its place. */
  readonly expressionField: 2 | 3;
  /** Name of the source field; empty when it is the same. */
  readonly renamedFrom: string;
}

/** Reads where a target field's value comes from; `source` is the other message of the pair. */
export function annotationsOf(target: DescField, source: DescMessage, direction: Direction): FieldAnnotations {
  const own = optionOf(target);
  if (direction === "up") return { expression: own.upcast, expressionField: 2, renamedFrom: own.renamedFrom };
  const renamed = source.fields.find((field) => optionOf(field).renamedFrom === target.name);
  return { expression: own.downcast, expressionField: 3, renamedFrom: renamed?.name ?? "" };
}

const NOTHING = create(FieldEvolutionSchema);
const options = new WeakMap<DescField, FieldEvolution>();

/** Decoding an option is dear, and every field is asked several times. */
function optionOf(field: DescField): FieldEvolution {
  const known = options.get(field) ?? (hasOption(field, fieldOption) ? getOption(field, fieldOption) : NOTHING);
  options.set(field, known);
  return known;
}

/** Full name of the message that a message says it replaces; empty when its own name decides. */
export function predecessorNameOf(later: DescMessage): string {
  const named = hasOption(later, event)
    ? getOption(later, event).upcastsFrom
    : getOption(later, messageOption).upcastsFrom;
  return named.replace(/^\./, "");
}

/** Name of the value in the other major that an enum value is read as; empty when its own name decides. */
export function becomesOf(value: DescEnumValue): string {
  return hasOption(value, valueOption) ? getOption(value, valueOption).becomes : "";
}
