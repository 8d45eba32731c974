import type { Gone, Left, Pair } from "../change.ts";
import type { FileElement, FileElements, MessageElement } from "../schema/elements.ts";
import type { Comparison } from "./comparison.ts";
import { type Matches, match } from "./element-index.ts";

interface Typed {
  readonly fullName: string;
  readonly file: FileElement;
}

/** What happened to the types of one kind. */
export interface TypeFacts<E> {
  readonly gone: readonly Gone<E>[];
  readonly moved: readonly (Pair<E> & Left<E>)[];
  readonly added: readonly E[];
  readonly both: Matches<E>["both"];
}

/** Pairs types by full name across files, and tells for those that left what is there in their place. */
export function typeFacts<E extends Typed>(
  { schemas, index }: Comparison,
  before: ReadonlyMap<string, E>,
  after: ReadonlyMap<string, E>,
  list: keyof FileElements,
): TypeFacts<E> {
  const { both, removed, added } = match(before, after);
  const home = (element: E) => schemas.after.files.get(element.file.path);
  const keepsOthers = remembered((name: string) =>
    (schemas.after.packages.get(name) ?? []).some((file) => file.elements[list].length > 0),
  );
  return {
    both,
    added,
    gone: removed.map((element) => ({
      before: element,
      home: home(element),
      enclosing: enclosing(index.after.messages, element.fullName),
      packageLives: schemas.after.packages.has(element.file.package),
      packageKeepsOthers: keepsOthers(element.file.package),
    })),
    moved: both
      .filter((pair) => pair.before.file.path !== pair.after.file.path)
      .map((pair) => ({ ...pair, home: home(pair.before) })),
  };
}

/** Finds the innermost message whose name is a proper prefix of the given full name. */
export function enclosing(messages: ReadonlyMap<string, MessageElement>, fullName: string): MessageElement | undefined {
  for (let end = fullName.lastIndexOf("."); end > 0; end = fullName.lastIndexOf(".", end - 1)) {
    const message = messages.get(fullName.slice(0, end));
    if (message !== undefined) return message;
  }
  return undefined;
}

function remembered<T>(compute: (key: string) => T): (key: string) => T {
  const known = new Map<string, T>();
  return (key) => {
    if (!known.has(key)) known.set(key, compute(key));
    return known.get(key) as T;
  };
}
