import type { DescMessage, Message } from "@bufbuild/protobuf";
import type { Pair } from "../change.ts";
import { optionRegistry } from "../schema/option-registry.ts";
import type { Schema } from "../schema/schema.ts";
import { type Constraints, type Direction, directionOf } from "../validation/direction.ts";
import { readConstraints, VALIDATION } from "../validation/read-constraints.ts";
import type { Comparison } from "./comparison.ts";
import { diffOptions, type OptionDifference, type OptionsSide } from "./options.ts";

/** An option that differs, told apart by what it is for. */
export interface OptionChange extends Omit<OptionDifference, "number"> {
  readonly what: "option" | "validation";
  /** Whether validation refuses more or fewer values than before; absent when it cannot matter. */
  readonly direction?: Direction;
}

/** Compares the options of an element; those in `except` (field numbers) have facts of their own. */
export function* optionChanges(
  { schemas, spellsOptions }: Comparison,
  desc: DescMessage,
  { before, after }: Pair<Message | undefined>,
  except: readonly number[] = [],
): Generator<OptionChange> {
  if (before === undefined && after === undefined) return;
  const side = (which: keyof Pair<unknown>, message: Message | undefined): OptionsSide => ({
    message,
    registry: () => (spellsOptions ? optionRegistry(schemas[which]) : undefined),
  });
  const differences = diffOptions(desc, side("before", before), side("after", after));
  for (const difference of differences) {
    const { number, ...change } = difference;
    if (except.includes(number)) continue;
    if (number !== VALIDATION) yield { ...change, what: "option" };
    else yield { ...change, what: "validation", ...validationTexts(schemas, { before, after }) };
  }
}

function validationTexts(schemas: Pair<Schema>, options: Pair<Message | undefined>) {
  const before = readConstraints(schemas.before, options.before);
  const after = readConstraints(schemas.after, options.after);
  if (before === undefined || after === undefined) return { direction: "tightened" as const };
  const direction = directionOf(before, after);
  return { from: print(before), to: print(after), ...(direction && { direction }) };
}

function print(constraints: Constraints): string {
  return [...constraints].map(([path, value]) => `${path}: ${JSON.stringify(value)}`).join(", ");
}
