import { base64Decode, base64Encode } from "@bufbuild/protobuf/wire";
import { countIn, listIn, type Rules } from "./rules-of.ts";
import { textCandidates } from "./text-candidates.ts";

/** Lengths of what rules can demand by name. */
const LENGTHS: Readonly<Record<string, number>> = { ip: 4, ipv4: 4, ipv6: 16, uuid: 16 };
const MAX_LENGTH = 100_000;

/** Bytes in base64 that most likely fit rules, best first. */
export function bytesCandidates(name: string, rules: Rules): string[] {
  const named = [...listIn(rules, "example"), ...listIn(rules, "in"), ...("const" in rules ? [rules.const] : [])];
  if (named.length > 0) return named.map(String);
  const part = (rule: string) => (typeof rules[rule] === "string" ? base64Decode(rules[rule]) : new Uint8Array());
  const [prefix, contained, suffix] = [part("prefix"), part("contains"), part("suffix")];
  const known = Object.keys(LENGTHS).find((format) => Object.hasOwn(rules, format) && rules[format] !== false);
  const exact = known === undefined ? countIn(rules, "len") : LENGTHS[known];
  const bases = known === undefined ? textCandidates(name, patternOf(rules)) : ["a".repeat(16), "b".repeat(16)];
  return bases.map((base) => {
    const middle = [...contained, ...new TextEncoder().encode(base)];
    const around = prefix.length + suffix.length;
    const least = exact ?? countIn(rules, "minLen") ?? 0;
    const most = Math.min(exact ?? countIn(rules, "maxLen") ?? MAX_LENGTH, MAX_LENGTH);
    const length = Math.max(contained.length, Math.min(Math.max(middle.length, least - around), most - around));
    const padded = Array.from({ length: Math.min(length, MAX_LENGTH) }, (_, at) => middle[at] ?? 0);
    return base64Encode(Uint8Array.from([...prefix, ...padded, ...suffix]));
  });
}

function patternOf(rules: Rules): Rules {
  return typeof rules.pattern === "string" ? { pattern: rules.pattern } : {};
}
