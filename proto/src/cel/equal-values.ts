/** Whether two values of one type are equal as CEL has it: lists, maps, messages and bytes by what they hold, NaN never; null and undefined alike. */
export function equalValues(a: unknown, b: unknown): boolean {
  if (typeof a !== "object" || typeof b !== "object" || a === null || b === null) return (a ?? null) === (b ?? null);
  const kind = kindOf(a);
  if (kind !== kindOf(b)) return false;
  return kind === "members" ? equalMembers(a as Members, b as Members) : equalItems(a as Items, b as Items);
}

function kindOf(value: object): "list" | "bytes" | "members" {
  if (Array.isArray(value)) return "list";
  return ArrayBuffer.isView(value) ? "bytes" : "members";
}

type Items = ArrayLike<unknown>;

function equalItems(a: Items, b: Items): boolean {
  if (a.length !== b.length) return false;
  for (let at = 0; at < a.length; at++) if (!equalValues(a[at], b[at])) return false;
  return true;
}

type Members = Readonly<Record<string, unknown>>;

function equalMembers(a: Members, b: Members): boolean {
  const [own, others] = [membersOf(a), membersOf(b)];
  if (own.length !== others.length) return false;
  return own.every((name) => Object.hasOwn(b, name) && equalValues(a[name], b[name]));
}

/** Unset members may be missing or undefined. */
function membersOf(value: Members): string[] {
  return Object.keys(value).filter((name) => value[name] !== undefined);
}
