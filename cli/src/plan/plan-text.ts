import type { Conversion, MemberPlan, PairPlan, StepPlan } from "@postel/model";
import type { Io } from "../terminal/io.ts";
import type { LineagePlan } from "./lineage-plans.ts";

type Paint = Io["paint"];

/** Prints plans for people: a line for each field that is more than copied, then what is lost. */
export function planText(lineages: readonly LineagePlan[], paint: Paint): string {
  const evolved = lineages.filter(({ steps }) => steps.length > 0);
  if (evolved.length === 0) return "No event has more than one major.\n";
  return evolved.map((lineage) => lineageText(lineage, paint)).join("\n");
}

function lineageText({ lineage, steps }: LineagePlan, paint: Paint): string {
  return `${paint("bold", lineage)}\n${steps.map((step) => stepText(step, paint)).join("")}`;
}

function stepText(step: StepPlan, paint: Paint): string {
  const lost = step.lost.filter(({ declared }) => !declared).map(({ path, certain }) => lostLine(path, certain, paint));
  const pairs = step.pairs.map((pair) => pairText(pair, paint));
  return `  ${step.from} -> ${step.to}\n${pairs.join("")}${lost.join("")}`;
}

function lostLine(path: string, certain: boolean, paint: Paint): string {
  const hint = certain ? "name it in `drops` if that is meant" : "unless a function reads it";
  return `    ${paint("yellow", "lost")} ${path}: ${hint}\n`;
}

function pairText({ from, to, fields }: PairPlan, paint: Paint): string {
  const lines = fields.map((member) => memberText(member, paint));
  return `    ${paint("dim", `${from} -> ${to}`)}\n${lines.join("")}`;
}

function memberText(member: MemberPlan, paint: Paint): string {
  const name = member.kind === "field" ? member.field.name : member.oneof.name;
  const { origin } = member;
  if (origin.kind !== "unresolved") return `      ${name} <- ${originText(origin)}\n`;
  const remedies = origin.remedies.map((remedy) => `          - ${remedy}\n`).join("");
  return `      ${paint("red", `${name} is unresolved`)}: ${origin.reason}\n${remedies}`;
}

type Resolved = Exclude<MemberPlan["origin"], { kind: "unresolved" }>;

function originText(origin: Resolved): string {
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
