import { isPlain, type MatchedPair, type MemberPlan, type PairPlan } from "@postel/model";
import type { Io } from "../terminal/io.ts";
import type { LineagePlan, LineageStep } from "./lineage-plans.ts";
import { originText } from "./origin-text.ts";
import type { MessagePlans, PlanDocument } from "./plan-document.ts";

type Paint = Io["paint"];

/** How lines are written: in colour, and with a number for what would stand at many members. */
interface Look {
  readonly paint: Paint;
  /** The ways out that several members share, by their text. */
  readonly numbers: ReadonlyMap<string, number>;
}

/** Prints a plan for people: lineages first, then other messages that changed, then what cannot be followed. */
export function planText(document: PlanDocument, paint: Paint): string {
  const { lineages, messages, problems } = document;
  const look = { paint, numbers: sharedRemedies(document) };
  const evolved = lineages.filter(({ steps }) => steps.length > 0);
  const told = new Set(evolved.flatMap(({ steps }) => steps.flatMap(({ pairs }) => pairs.map(keyOf))));
  const parts = [
    ...evolved.map((lineage) => lineageText(lineage, look)),
    ...(messages === undefined ? [] : messagesText(messages, told, look)),
    legendText(look.numbers),
    summaryText(document, evolved.length),
  ];
  const places = problems.map((one) => `${one.path}:${one.line}:${one.column}: ${one.code}: ${one.message}\n`);
  return `${parts.filter((part) => part !== "").join("\n")}${places.join("")}`;
}

const SHARED = 3;

function sharedRemedies({ unresolved }: PlanDocument): Look["numbers"] {
  const counts = Map.groupBy(
    unresolved.flatMap(({ remedies }) => remedies),
    (remedy) => remedy,
  );
  const shared = [...counts].filter(([, all]) => all.length >= SHARED).map(([remedy]) => remedy);
  return new Map(shared.map((remedy, at) => [remedy, at + 1]));
}

function legendText(numbers: Look["numbers"]): string {
  const lines = [...numbers].map(([remedy, number]) => `  (${number}) ${remedy}\n`);
  return lines.length === 0 ? "" : `Ways out that many fields share:\n${lines.join("")}`;
}

function summaryText({ messages, unresolved, lost }: PlanDocument, evolved: number): string {
  if (messages === undefined) return evolved === 0 ? "No event has more than one major.\n" : "";
  const { pairs, added, removed } = messages;
  const unchanged = pairs.filter((pair) => pair.unchanged).length;
  const counts = `${pairs.length - unchanged} changed, ${unchanged} unchanged, ${added.length} new, ${removed.length} gone`;
  const fresh = unresolved.filter(({ code }) => code === "new-scalar").length;
  const why = fresh === 0 ? "" : ` (${fresh} because they are new)`;
  return `Messages: ${counts}. Fields: ${unresolved.length} unresolved${why}, ${lost.length} lost.\n`;
}

function messagesText({ pairs, added, removed }: MessagePlans, told: ReadonlySet<string>, look: Look): string[] {
  const { paint } = look;
  const changed = pairs.filter((pair) => !pair.unchanged && !told.has(keyOf(pair)));
  const names = [
    ...added.map((name) => `${paint("green", "new")} ${name}\n`),
    ...removed.map((name) => `${paint("yellow", "gone")} ${name}\n`),
  ];
  return [changed.map((pair) => changedText(pair, look)).join(""), names.join("")].filter((text) => text !== "");
}

/** What is carried over as it is goes without saying. */
function changedText(pair: MatchedPair, look: Look): string {
  const { paint } = look;
  const lines = pair.fields.filter((member) => !isPlain(member)).map((member) => memberText(member, look));
  const lost = pair.lost.map(({ field, certain, renamedTo }) => {
    const hint = renamedTo === undefined ? "" : `; ${renamedTo} may be its new name`;
    return `      ${paint("yellow", "lost")} ${field.name}${certain ? "" : ", unless a function reads it"}${hint}\n`;
  });
  return `${headOf(pair, paint)}${lines.join("")}${lost.join("")}`;
}

function headOf({ from, to }: PairPlan, paint: Paint): string {
  return `${paint("bold", from === to ? to : `${from} -> ${to}`)}\n`;
}

function lineageText({ lineage, steps }: LineagePlan, look: Look): string {
  return `${look.paint("bold", lineage)}\n${steps.map((step) => stepText(step, look)).join("")}`;
}

function stepText(step: LineageStep, look: Look): string {
  const { paint } = look;
  const lost = step.lost.filter(({ declared }) => !declared).map(({ path, certain }) => lostLine(path, certain, paint));
  const pairs = step.pairs.map((pair) => pairText(pair, look));
  const gaps = step.gaps.map(({ member }) => member).join(", ");
  const back = step.lossless ? "" : `    ${paint("yellow", "one way")}: no value comes back for ${gaps}\n`;
  return `  ${step.from} -> ${step.to}\n${pairs.join("")}${lost.join("")}${back}`;
}

function lostLine(path: string, certain: boolean, paint: Paint): string {
  const hint = certain ? "name it in `drops` if that is meant" : "unless a function reads it";
  return `    ${paint("yellow", "lost")} ${path}: ${hint}\n`;
}

function pairText({ from, to, fields }: PairPlan, look: Look): string {
  const lines = fields.map((member) => memberText(member, look));
  return `    ${look.paint("dim", `${from} -> ${to}`)}\n${lines.join("")}`;
}

function memberText(member: MemberPlan, { paint, numbers }: Look): string {
  const name = member.kind === "field" ? member.field.name : member.oneof.name;
  const { origin } = member;
  if (origin.kind !== "unresolved")
    return `      ${name} <- ${originText(origin, member.kind === "field" ? member.field.presence : undefined)}\n`;
  const own = origin.remedies.filter((remedy) => !numbers.has(remedy)).map((remedy) => `          - ${remedy}\n`);
  const shared = origin.remedies.flatMap((remedy) => numbers.get(remedy) ?? []).map((number) => `(${number})`);
  const ways = shared.length === 0 ? "" : ` ${shared.join(" ")}`;
  return `      ${paint("red", `${name} is unresolved`)}: ${origin.reason}${ways}\n${own.join("")}`;
}

function keyOf({ from, to }: PairPlan): string {
  return `${from}>${to}`;
}
