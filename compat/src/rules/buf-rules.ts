import { deletedTypeRules } from "./deleted-type-rules.ts";
import { enumRules } from "./enum-rules.ts";
import { fieldCardinalityRules } from "./field-cardinality-rules.ts";
import { fieldDeletedRules } from "./field-deleted-rules.ts";
import { fieldShapeRules } from "./field-shape-rules.ts";
import { fieldTypeRules } from "./field-type-rules.ts";
import { fileOptionRules } from "./file-option-rules.ts";
import { fileRules } from "./file-rules.ts";
import { messageRules } from "./message-rules.ts";
import { rangeRules } from "./range-rules.ts";
import { rpcRules } from "./rpc-rules.ts";
import type { Rule } from "./rule.ts";

/** All breaking rules of buf, by id. */
export const bufRules: readonly Rule[] = [
  ...fileRules,
  ...fileOptionRules,
  ...deletedTypeRules,
  ...messageRules,
  ...fieldDeletedRules,
  ...fieldTypeRules,
  ...fieldCardinalityRules,
  ...fieldShapeRules,
  ...enumRules,
  ...rangeRules,
  ...rpcRules,
].sort((a, b) => (a.id < b.id ? -1 : 1));
