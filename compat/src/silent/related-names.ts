/**
 * Tells whether one name may be a new spelling of another: "related" when they share a telling word, an abbreviation or
 * all but a typo; "weakly" when all they share is a word that any two names might (`user_id`, `order_id`); else "not".
 */
export function relate(a: string, b: string): "related" | "weakly" | "not" {
  if (letters(a) === letters(b)) return "related";
  const [x, y] = [wordsOf(a), wordsOf(b)].map((words) => words.map((word) => SYNONYMS.get(word) ?? word));
  if (x === undefined || y === undefined) return "not";
  const shared = x.filter((word) => y.includes(word));
  if (shared.some((word) => !isCommon(word))) return "related";
  const [short, long] = [x.join(""), y.join("")].sort((p, q) => p.length - q.length) as [string, string];
  if (short === long || isSpelling(short, long) || x.some((p) => y.some((q) => isSpellingOfWord(p, q))))
    return "related";
  return shared.length > 0 || x.every(isCommon) || y.every(isCommon) ? "weakly" : "not";
}

function letters(name: string): string {
  return name.replaceAll("_", "").toLowerCase();
}

function isCommon(word: string): boolean {
  return COMMON.has(word);
}

/** Words that people replace by each other when they rename; the first of each group stands for all. */
const SYNONYMS: ReadonlyMap<string, string> = new Map(
  [
    "description comment note remark summary detail",
    "customer client buyer consumer purchaser",
    "user account member person",
    "create insert add new",
    "delete remove drop erase",
    "update modify change edit",
    "start begin open",
    "end finish stop close complete completed done",
    "price cost charge",
    "directory dir folder",
    "phone telephone mobile",
    "error failure fault problem",
    "result output response reply",
    "input request argument",
    "size length capacity",
    "owner author creator",
    "label tag",
    "kind type category",
    "string text",
    "max maximum limit",
    "min minimum",
    "enabled active",
    "disabled inactive",
  ].flatMap((group) => group.split(" ").map((word, _, [first]) => [word, first ?? word] as const)),
);

/** Words that say what form a value has rather than what it means. */
const COMMON: ReadonlySet<string> = new Set(
  "a at by code count data date flag has id ids in info is key kind list name no num number of on state status text the time to type uri url uuid value values".split(
    " ",
  ),
);

/** The words of a name that say what a value means. */
export function tellingWords(name: string): string[] {
  return wordsOf(name).filter((word) => !COMMON.has(word));
}

/** Splits a name in snake, camel or screaming case into lower-case words; digits at the end of a word are dropped. */
export function wordsOf(name: string): string[] {
  return name
    .replace(/([a-z0-9])([A-Z])/g, "$1_$2")
    .toLowerCase()
    .split("_")
    .map((word) => word.replace(/\d+$/, "").replace(/(?<=..[^s])s$/, ""))
    .filter((word) => word !== "");
}

function isSpellingOfWord(a: string, b: string): boolean {
  const [short, long] = a.length <= b.length ? [a, b] : [b, a];
  return !COMMON.has(a) && !COMMON.has(b) && isSpelling(short, long);
}

function isSpelling(short: string, long: string): boolean {
  if (short.length >= 3 && long.includes(short)) return true;
  if (isAbbreviation(short, long)) return true;
  // A slip of the pen seldom hits the first letter, and with another one `weight` is `height`.
  return short.length >= 5 && short[0] === long[0] && distance(short, long) <= (short.length >= 8 ? 2 : 1);
}

/** `msg` for `message`: the same first letter, the rest in order, and not less than two letters of five. */
function isAbbreviation(short: string, long: string): boolean {
  if (short.length < 3 || long.length > short.length * 2.5 || short[0] !== long[0]) return false;
  let at = 0;
  for (const letter of long) if (letter === short[at]) at++;
  return at === short.length;
}

/** Edits between two words, a swap of neighbours counting as one. */
function distance(a: string, b: string): number {
  if (Math.abs(a.length - b.length) > 2) return 3;
  const rows = Array.from({ length: a.length + 1 }, (_, i) => [i, ...Array<number>(b.length).fill(0)]);
  const cell = (i: number, j: number) => rows[i]?.[j] ?? 0;
  for (let j = 0; j <= b.length; j++) set(rows, 0, j, j);
  for (let i = 1; i <= a.length; i++)
    for (let j = 1; j <= b.length; j++) {
      const cost = a[i - 1] === b[j - 1] ? 0 : 1;
      const swap = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1] ? cell(i - 2, j - 2) + 1 : Infinity;
      set(rows, i, j, Math.min(cell(i - 1, j) + 1, cell(i, j - 1) + 1, cell(i - 1, j - 1) + cost, swap));
    }
  return cell(a.length, b.length);
}

function set(rows: number[][], i: number, j: number, value: number): void {
  const row = rows[i];
  if (row !== undefined) row[j] = value;
}
