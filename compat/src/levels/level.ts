/** Confluent's compatibility levels: who must read whose data, and whether only the latest release counts. */
export const levels = [
  "NONE",
  "BACKWARD",
  "BACKWARD_TRANSITIVE",
  "FORWARD",
  "FORWARD_TRANSITIVE",
  "FULL",
  "FULL_TRANSITIVE",
] as const;

/** One of Confluent's compatibility levels. */
export type Level = (typeof levels)[number];

/** Tells whether the new schema must read data of older releases. */
export function isBackward(level: Level): boolean {
  return level.startsWith("BACKWARD") || level.startsWith("FULL");
}

/** Tells whether older releases must read data of the new schema. */
export function isForward(level: Level): boolean {
  return level.startsWith("FORWARD") || level.startsWith("FULL");
}

/** Tells whether all releases count, not only the latest. */
export function isTransitive(level: Level): boolean {
  return level.endsWith("_TRANSITIVE");
}
