import type { Conversion, CopyOrigin, MemberPlan, Presence } from "@postel/model";

type Resolved = Exclude<MemberPlan["origin"], { kind: "unresolved" }>;

/** Where the value of a field comes from, in words; `presence` is the field's own. */
export function originText(origin: Resolved, presence?: Presence): string {
  switch (origin.kind) {
    case "copy":
      return `${origin.source.name}${conversionText(origin.conversion)}${presenceText(origin, presence)}`;
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

function presenceText({ presence: rule, source }: CopyOrigin, presence: Presence | undefined): string {
  if (rule.kind === "default") return " (its default where it is unset)";
  return rule.kind === "always" && presence === "explicit" && source.presence === "implicit" ? " (zero is set)" : "";
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
    case "unwrap":
      return ` (the value of the wrapper)${conversionText(conversion.value)}`;
    case "box":
      return `${conversionText(conversion.value)} (in its wrapper)`;
    case "wrap":
      return ` (a list of one)${conversionText(conversion.element)}`;
    case "map":
      return conversionText(conversion.value);
  }
}
