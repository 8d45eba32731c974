const utf8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/** Tells whether a text may travel in a header: well-formed Unicode without control characters. */
export function isPlain(text: string): boolean {
  return text.isWellFormed() && !/\p{Cc}/u.test(text);
}

/** Reads bytes as text that may travel in a header; undefined when they are none. */
export function plainText(bytes: Uint8Array): string | undefined {
  try {
    const text = utf8.decode(bytes);
    return isPlain(text) ? text : undefined;
  } catch {
    return undefined;
  }
}
