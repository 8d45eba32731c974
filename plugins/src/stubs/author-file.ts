/** What matters of a hand-written TypeScript file, by offsets into its text. */
export interface AuthorFile {
  readonly text: string;
  /** Names that imports bring in, aliases resolved to the local name. */
  readonly imported: ReadonlySet<string>;
  /** Where the last import ends; undefined when there is none. */
  readonly importsEnd: number | undefined;
  /** Names that the file declares or exports in any way. */
  readonly declared: ReadonlySet<string>;
  /** Constants that are object literals, by name. */
  readonly objects: ReadonlyMap<string, AuthorObject>;
}

/** An object literal that a person wrote. */
export interface AuthorObject {
  readonly properties: ReadonlySet<string>;
  /** True when it spreads something: what that brings in is unknown. */
  readonly spreads: boolean;
  /** Where the last property ends, without its comma; undefined when it has none. */
  readonly lastEnd: number | undefined;
  readonly trailingComma: boolean;
  /** Offset of the closing brace. */
  readonly close: number;
}

/** Why a file could not be read: its first syntax error. */
export interface StubSyntaxError {
  readonly kind: "syntax-error";
  /** Counts from 1, as `column` does. */
  readonly line: number;
  readonly column: number;
  readonly message: string;
}
