/** What a command may read and write besides files. */
export interface Io {
  /** Writes data to stdout. */
  readonly out: (text: string) => void;
  /** Writes progress and warnings to stderr. */
  readonly err: (text: string) => void;
  /** Colours text; returns it as it is where colour is not wanted. */
  readonly paint: (style: Style, text: string) => string;
  /** Width of the terminal in characters; undefined where there is none. */
  readonly columns: number | undefined;
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** The few looks that output has. */
export type Style = "red" | "green" | "yellow" | "cyan" | "bold" | "dim";
