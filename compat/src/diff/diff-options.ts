import type { DescMessage, Message } from "@bufbuild/protobuf";
import type { Pair } from "../change.ts";
import { optionName } from "../schema/extension-names.ts";
import type { Comparison } from "./comparison.ts";
import { diffOptions, type OptionDifference } from "./options.ts";

/** Field number of protovalidate's rules in the options of fields, messages and oneofs. */
const VALIDATION = 1159;

/** An option that differs, told apart by what it is for. */
export interface OptionChange extends OptionDifference {
  readonly what: "option" | "validation";
}

/** Compares the options of an element; those in `except` (field numbers) have facts of their own. */
export function* optionChanges(
  { schemas }: Comparison,
  desc: DescMessage,
  { before, after }: Pair<Message | undefined>,
  except: readonly number[] = [],
): Generator<OptionChange> {
  if (before === undefined && after === undefined) return;
  const differences = diffOptions(desc, before, after, (number) => {
    const name = optionName(schemas.after, desc.typeName, number);
    return name.startsWith("(#") ? optionName(schemas.before, desc.typeName, number) : name;
  });
  for (const difference of differences)
    if (!except.includes(difference.number))
      yield { ...difference, what: difference.number === VALIDATION ? "validation" : "option" };
}
