const NAMED: Readonly<Record<string, string>> = { "\n": "\\n", "\r": "\\r", "\t": "\\t", '"': '\\"', "\\": "\\\\" };

/** Writes text as a quoted literal; what cannot be seen is escaped. */
export function quote(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must be escaped
  return `"${text.replace(/["\\\u0000-\u001f\u007f-\u009f\u2028\u2029\ufeff]/g, escapeCharacter)}"`;
}

/** Writes bytes as a quoted literal of ASCII. */
export function quoteBytes(bytes: Uint8Array): string {
  const characters = Array.from(bytes, (byte) => {
    const character = String.fromCharCode(byte);
    return NAMED[character] ?? (byte < 0x20 || byte > 0x7e ? octal(byte) : character);
  });
  return `"${characters.join("")}"`;
}

/** Writes a floating-point number as .proto files spell it. */
export function floatLiteral(value: number): string {
  if (Number.isNaN(value)) return "nan";
  if (Number.isFinite(value)) return Object.is(value, -0) ? "-0" : `${value}`;
  return value > 0 ? "inf" : "-inf";
}

function escapeCharacter(character: string): string {
  return NAMED[character] ?? Array.from(Buffer.from(character), octal).join("");
}

function octal(byte: number): string {
  return `\\${byte.toString(8).padStart(3, "0")}`;
}
