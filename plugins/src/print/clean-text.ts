/** Everything that could end a comment early or hide in it: control characters but line breaks, and a comment end. */
const UNSAFE = /[^\P{C}\n]/gu;

/** Makes any text fit for a doc comment; protoplugin itself splits lines and breaks up the comment's end. */
export function cleanText(text: string): string {
  return text
    .replace(/\r\n?|[\u2028\u2029]/g, "\n")
    .replace(UNSAFE, " ")
    .trimEnd();
}
