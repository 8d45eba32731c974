const ESCAPES: Readonly<Record<string, string>> = {
  "\u0007": "\\a",
  "\b": "\\b",
  "\f": "\\f",
  "\n": "\\n",
  "\r": "\\r",
  "\t": "\\t",
  "\v": "\\v",
  "\\": "\\\\",
  '"': '\\"',
};
/** What needs no escape, as almost all names do. */
const PLAIN = /^[ !#-[\]-~]*$/;
const PRINTABLE = /[\p{L}\p{M}\p{N}\p{P}\p{S} ]/u;

/** Quotes a text as Go's `%q` does, which is how buf quotes names and values. */
export function quote(text: string): string {
  if (PLAIN.test(text)) return `"${text}"`;
  let quoted = "";
  for (const character of text)
    quoted += ESCAPES[character] ?? (PRINTABLE.test(character) ? character : hex(character));
  return `"${quoted}"`;
}

function hex(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  if (code < 0x80) return `\\x${code.toString(16).padStart(2, "0")}`;
  return code < 0x10000 ? `\\u${code.toString(16).padStart(4, "0")}` : `\\U${code.toString(16).padStart(8, "0")}`;
}

/** Quotes each text and joins them with a comma. */
export function quoteAll(texts: readonly string[]): string {
  return texts.map(quote).join(", ");
}

/** Orders texts by their UTF-8 bytes, as buf does. */
export function compareText(a: string, b: string): number {
  if (a === b) return 0;
  if (SURROGATE.test(a) || SURROGATE.test(b)) return Buffer.compare(Buffer.from(a), Buffer.from(b));
  return a < b ? -1 : 1;
}

/** Only beyond the basic plane does the order of UTF-16 differ from that of UTF-8. */
const SURROGATE = /[\ud800-\udfff]/;

/** Prints a float (32 bits) or double as Go's `%v` does: the shortest digits that read back to the same value. */
export function printReal(value: number, isFloat: boolean): string {
  if (Number.isNaN(value)) return "NaN";
  if (!Number.isFinite(value)) return value > 0 ? "+Inf" : "-Inf";
  if (value === 0) return Object.is(value, -0) ? "-0" : "0";
  const [digits = "", exponent = "0"] = (isFloat ? shortest(value) : value.toExponential()).split("e");
  const power = Number(exponent);
  if (power < -4 || power >= 6) return `${digits}e${power < 0 ? "-" : "+"}${String(Math.abs(power)).padStart(2, "0")}`;
  return positional(digits, power);
}

/** Lays scientific digits out without an exponent; a double would not print all floats this way. */
function positional(digits: string, power: number): string {
  const sign = digits.startsWith("-") ? "-" : "";
  const plain = digits.replace(/[-.]/g, "");
  if (power < 0) return `${sign}0.${"0".repeat(-power - 1)}${plain}`;
  const whole = plain.slice(0, power + 1).padEnd(power + 1, "0");
  const fraction = plain.slice(power + 1);
  return `${sign}${whole}${fraction === "" ? "" : `.${fraction}`}`;
}

function shortest(value: number): string {
  for (let digits = 0; digits < 9; digits++) {
    const text = value.toExponential(digits);
    if (Math.fround(Number(text)) === value) return text;
  }
  return value.toExponential();
}
