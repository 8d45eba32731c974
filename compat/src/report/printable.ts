/** Characters that steer a terminal or turn the direction of a text; tabs and line breaks are kept. */
const STEERING = /(?![\t\n])[\p{Cc}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu;

/** Anything else but plain ASCII needs a closer look, which costs ten times as much. */
const UNUSUAL = /[^\t\n -~]/;

/** Writes what could steer a terminal as an escape, such as `\u001b`. */
export function printable(text: string): string {
  return UNUSUAL.test(text) ? text.replace(STEERING, escaped) : text;
}

/** The same for one line: line breaks are escaped too. */
export function printableLine(text: string): string {
  return printable(text).replaceAll("\n", "\\u000a");
}

/** Encodes a document as indented JSON, ended by a line break; what could steer a terminal is escaped in it. */
export function printableJson(document: unknown): string {
  return `${printable(JSON.stringify(document, null, 2))}\n`;
}

function escaped(character: string): string {
  return `\\u${(character.codePointAt(0) ?? 0).toString(16).padStart(4, "0")}`;
}

/** Cuts a text to a number of characters; an ellipsis tells that it was longer. */
export function shortened(text: string, most: number): string {
  const characters = [...text.slice(0, 2 * most)];
  return characters.length <= most && text.length <= 2 * most ? text : `${characters.slice(0, most - 1).join("")}…`;
}
