/** A change that a rule complains about: both sides as .proto texts by path, and what it says. */
export interface Example {
  readonly before: Readonly<Record<string, string>>;
  readonly after: Readonly<Record<string, string>>;
  readonly expected: string;
}
