import type { DescEnum } from "@bufbuild/protobuf";
import type { ExpressionContext } from "../expressions/expression-context.ts";
import type { CodeFile } from "../print/code-file.ts";
import type { Evolution, FileEvolution, MessagePair } from "./evolution.ts";

/** A file of steps that is being printed. */
export interface StepFile extends CodeFile, ExpressionContext {
  readonly evolution: Evolution;
  readonly home: FileEvolution;
  /** Enums of which only known values may pass, by the name of the function that sees to it; printed at the end. */
  readonly knownValues: Map<string, DescEnum>;
  /** Finds an enum by its full name. */
  enumOf(name: string): DescEnum | undefined;
}

/** A function of a step file that is being printed. */
export interface StepFunction {
  readonly out: StepFile;
  readonly pair: MessagePair;
  /** Whether the source keeps its defaults in a prototype, so that being set means being its own property. */
  readonly sourceUsesPrototype: boolean;
  /** Whether the function takes `at`, where it stands in the event, for the path of what is unmappable. */
  readonly takesPath: boolean;
}
