const TEXT = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

const HEX = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, "0"));

/** Writes 16 bytes as a UUID in lower case, with `version` (and the variant of RFC 9562) put in their places. */
export function uuidText(bytes: Uint8Array, version: number): string {
  let text = "";
  for (let at = 0; at < 16; at++) {
    if (at === 4 || at === 6 || at === 8 || at === 10) text += "-";
    text += HEX[marked(bytes[at] ?? 0, at, version)];
  }
  return text;
}

function marked(byte: number, at: number, version: number): number {
  if (at === 6) return (byte & 0x0f) | (version << 4);
  return at === 8 ? (byte & 0x3f) | 0x80 : byte;
}

/** Reads a UUID's 16 bytes; undefined when the text is none. */
export function uuidBytes(text: string): Uint8Array | undefined {
  if (!TEXT.test(text)) return undefined;
  const hex = text.replaceAll("-", "");
  return Uint8Array.from({ length: 16 }, (_, index) => Number.parseInt(hex.slice(index * 2, index * 2 + 2), 16));
}
