const ESCAPED: Readonly<Record<string, string>> = {
  '"': "&#34;",
  "'": "&#39;",
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  "\t": "&#x9;",
  "\n": "&#xA;",
  "\r": "&#xD;",
};

/** Escapes a text for XML as Go's encoder does; characters that XML does not allow are replaced. */
export function escapeXml(text: string): string {
  return text
    .replace(/[^\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/gu, "\ufffd")
    .replace(/["'&<>\t\n\r]/g, (character) => ESCAPED[character] ?? character);
}

/** An element with attributes; children are indented, an element without any is written as a pair of tags. */
export function xmlElement(
  name: string,
  attributes: Readonly<Record<string, string | number>>,
  children: readonly string[] = [],
): string {
  const head = Object.entries(attributes).map(([key, value]) => ` ${key}="${escapeXml(String(value))}"`);
  const body = children.map((child) => `\n${child.replace(/^/gm, "  ")}`).join("");
  return `<${name}${head.join("")}>${body}${body === "" ? "" : "\n"}</${name}>`;
}
