import { styleText } from "node:util";

/** Tells the story on stdout: what happens, what a user types, what comes back. */
export interface Narrator {
  /** Starts a chapter. */
  readonly chapter: (title: string) => void;
  /** A sentence or two. */
  readonly say: (text: string) => void;
  /** What a user types. */
  readonly typed: (command: string) => void;
  /** What comes back, as it came. */
  readonly output: (text: string) => void;
  /** Lines of a file that go and come. */
  readonly edited: (file: string, removed: string, added: string) => void;
}

/** Makes a narrator that writes to stdout, coloured where that is a terminal. */
export function createNarrator(): Narrator {
  let chapters = 0;
  const print = (line: string) => void process.stdout.write(`${line}\n`);
  const indented = (text: string, mark: string, style: Parameters<typeof styleText>[0]) => {
    for (const line of text.trimEnd().split("\n")) print(styleText(style, `    ${mark}${line}`.trimEnd()));
  };
  return {
    chapter: (title) => print(`\n${styleText("bold", `${++chapters}. ${title}`)}\n`),
    say: (text) => print(text),
    typed: (command) => print(styleText("cyan", `  $ ${command}`)),
    output: (text) => text.trim() !== "" && indented(text, "", "dim"),
    edited(file, removed, added) {
      print(styleText("cyan", `  ${file}`));
      if (removed !== "") indented(removed, "- ", "red");
      if (added !== "") indented(added, "+ ", "green");
    },
  };
}
