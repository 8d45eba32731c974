import type { Conversion, LostPath, MemberPlan, PairPlan } from "../plan.ts";

/** Collects what a step loses, as paths from the event; a pair that contains itself is followed once. */
export function lostPaths(pairs: readonly PairPlan[], drops: readonly string[]): LostPath[] {
  const byKey = new Map(pairs.map((pair) => [`${pair.from} ${pair.to}`, pair]));
  const declared = new Set(drops);
  const found: LostPath[] = [];
  const visit = (pair: PairPlan | undefined, prefix: string, above: ReadonlySet<PairPlan>): void => {
    if (pair === undefined || above.has(pair)) return;
    for (const { field, certain } of pair.lost) {
      const path = `${prefix}${field.name}`;
      found.push({ path, certain, declared: declared.has(path) });
    }
    for (const { name, conversion } of pair.fields.flatMap(copies)) {
      const inner = innermost(conversion);
      if (inner.kind === "message")
        visit(byKey.get(`${inner.from} ${inner.to}`), `${prefix}${name}.`, new Set([...above, pair]));
    }
  };
  visit(pairs[0], "", new Set());
  return found;
}

function copies(member: MemberPlan): { name: string; conversion: Conversion }[] {
  const origins = member.origin.kind === "cases" ? member.origin.cases.map(({ origin }) => origin) : [member.origin];
  return origins.flatMap((origin) =>
    origin.kind === "copy" ? [{ name: origin.source.name, conversion: origin.conversion }] : [],
  );
}

function innermost(conversion: Conversion): Conversion {
  if (conversion.kind === "list" || conversion.kind === "wrap") return innermost(conversion.element);
  return conversion.kind === "map" ? innermost(conversion.value) : conversion;
}
