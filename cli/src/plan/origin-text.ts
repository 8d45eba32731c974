import type { Conversion, MemberPlan } from "@postel/model";

type Resolved = Exclude<MemberPlan["origin"], { kind: "unresolved" }>;

/** Where a field's value comes from, in words. */
export function originText(origin: Resolved): string {
  switch (origin.kind) {
    case "copy":
      return `${origin.source.name}${conversionText(origin.conversion)}`;
    case "expression":
      return origin.text;
    case "cases":
      return origin.cases.map(({ field, origin: one }) => `${field.name} <- ${originText(one)}`).join(", ");
    case "unset":
      return "unset";
    default:
      return `${origin.kind} value`;
  }
}

function conversionText(conversion: Conversion): string {
  switch (conversion.kind) {
    case "identity":
      return "";
    case "scalar":
      return ` (${conversion.name})`;
    case "enum-number":
      return " (number of the enum value)";
    case "enum":
      return " (by name of the enum value)";
    case "message":
      return ` (as ${conversion.to})`;
    case "list":
      return conversionText(conversion.element);
    case "wrap":
      return ` (a list of one)${conversionText(conversion.element)}`;
    case "map":
      return conversionText(conversion.value);
  }
}
