import type { DeadLetter, DeadLetters } from "../port/dead-letters.ts";

/** Makes a store of dead letters that lives as long as the process. */
export function createMemoryDeadLetters(): DeadLetters {
  const letters = new Map<string, DeadLetter>();
  return {
    park: async (letter) => void letters.set(letter.id, letter),
    list: async (consumer, limit) =>
      letters
        .values()
        .filter((letter) => letter.consumer === consumer)
        .take(limit)
        .toArray(),
    remove: async (id) => void letters.delete(id),
  };
}
