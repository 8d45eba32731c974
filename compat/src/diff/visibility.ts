import { SymbolVisibility } from "@bufbuild/protobuf/wkt";
import type { EnumElement, MessageElement } from "../schema/elements.ts";

/** `export` or `local` as an edition writes it before a type; empty where nothing is written. */
export function visibilityOf({ proto }: MessageElement | EnumElement): string {
  switch (proto.visibility) {
    case SymbolVisibility.VISIBILITY_EXPORT:
      return "export";
    case SymbolVisibility.VISIBILITY_LOCAL:
      return "local";
    default:
      return "";
  }
}
