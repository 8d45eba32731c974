import { countIn, listIn, type Rules } from "./rules-of.ts";
import { textMatching } from "./text-matching.ts";

const UUIDS = ["0190a000-0000-7000-8000-000000000001", "0190a000-0000-7000-8000-000000000002"];
/** Texts of the formats that rules can name. */
const FORMATS: Readonly<Record<string, readonly string[]>> = {
  email: ["ann@example.com", "bob@example.com"],
  hostname: ["example.com", "example.org"],
  ip: ["192.0.2.1", "192.0.2.2"],
  ipv4: ["192.0.2.1", "192.0.2.2"],
  ipv6: ["2001:db8::1", "2001:db8::2"],
  ipWithPrefixlen: ["192.0.2.1/24", "192.0.2.2/24"],
  ipv4WithPrefixlen: ["192.0.2.1/24", "192.0.2.2/24"],
  ipv6WithPrefixlen: ["2001:db8::1/64", "2001:db8::2/64"],
  ipPrefix: ["192.0.2.0/24", "198.51.100.0/24"],
  ipv4Prefix: ["192.0.2.0/24", "198.51.100.0/24"],
  ipv6Prefix: ["2001:db8::/64", "2001:db8:1::/64"],
  hostAndPort: ["example.com:443", "example.org:80"],
  uri: ["https://example.com/a", "https://example.com/b"],
  uriRef: ["/a", "/b"],
  address: ["example.com", "192.0.2.1"],
  uuid: UUIDS,
  tuuid: UUIDS.map((text) => text.replaceAll("-", "")),
  ulid: ["01ARZ3NDEKTSV4RRFFQ69G5FAV", "01ARZ3NDEKTSV4RRFFQ69G5FAW"],
  protobufFqn: ["shop.Order", "shop.Line"],
  protobufDotFqn: [".shop.Order", ".shop.Line"],
  wellKnownRegex: ["x-name", "x-other"],
};
const VARIANTS = 4;
const MAX_LENGTH = 100_000;

/** Texts that most likely fit rules, best first; `name` is what they are made of where rules leave it open. */
export function textCandidates(name: string, rules: Rules): string[] {
  const named = [...listIn(rules, "example"), ...listIn(rules, "in"), ...("const" in rules ? [rules.const] : [])];
  if (named.length > 0) return named.map(String);
  const format = Object.keys(FORMATS).find((known) => Object.hasOwn(rules, known) && rules[known] !== false);
  const bases = format !== undefined ? (FORMATS[format] ?? []) : (matching(rules) ?? plain(name));
  return [...new Set(bases.map((base) => fitted(base, rules)))];
}

function plain(name: string): string[] {
  const words = name.replaceAll("_", "-");
  return [words, `${words}-2`, "a", "A1", "1"];
}

function matching({ pattern }: Rules): string[] | undefined {
  if (typeof pattern !== "string" || pattern === "") return undefined;
  const texts = Array.from({ length: VARIANTS }, (_, variant) => textMatching(pattern, variant));
  const written = texts.filter((text) => text !== undefined);
  return written.length === 0 ? undefined : written;
}

/** Pads, cuts and wraps a text as rules about its parts and its length want it. */
function fitted(base: string, rules: Rules): string {
  const part = (name: string) => (typeof rules[name] === "string" ? rules[name] : "");
  const [prefix, suffix, contained] = [part("prefix"), part("suffix"), part("contains")];
  const inner = base.includes(contained) ? base : `${contained}${base}`;
  const start = inner.startsWith(prefix) ? "" : prefix;
  const end = inner.endsWith(suffix) ? "" : suffix;
  const room = inner.length + start.length + end.length;
  const exact = countIn(rules, "len") ?? countIn(rules, "lenBytes");
  const least = exact ?? Math.max(countIn(rules, "minLen") ?? 0, countIn(rules, "minBytes") ?? 0);
  const most = exact ?? Math.min(countIn(rules, "maxLen") ?? MAX_LENGTH, countIn(rules, "maxBytes") ?? MAX_LENGTH);
  const padded = inner + "x".repeat(Math.max(0, Math.min(least, MAX_LENGTH) - room));
  const excess = Math.max(0, room - most);
  return `${start}${excess > 0 ? padded.slice(0, Math.max(0, inner.length - excess)) : padded}${end}`;
}
