import { toStoreError } from "./store-failure.ts";

/** Is told of every operation of a store when it ends; `operation` is such as `subjects.register`. */
export type Watch = (operation: string, seconds: number, succeeded: boolean) => void;

/** Gives back the same store; its operations are timed, and failures of its surroundings are errors of the error table. */
export function watchStore<T extends object>(store: T, watch: Watch, prefix = ""): T {
  const entries = Object.entries(store).map(([name, part]) => [name, watched(part, watch, prefix + name)]);
  return Object.fromEntries(entries) as T;
}

function watched(part: unknown, watch: Watch, name: string): unknown {
  if (typeof part === "function") return timed(part as (...args: readonly unknown[]) => unknown, watch, name);
  return typeof part === "object" && part !== null ? watchStore(part, watch, `${name}.`) : part;
}

function timed(act: (...args: readonly unknown[]) => unknown, watch: Watch, name: string) {
  return (...args: readonly unknown[]) => {
    const start = performance.now();
    const answer = act(...args);
    if (!(answer instanceof Promise)) return answer;
    const seconds = () => (performance.now() - start) / 1000;
    return answer.then(
      (value) => {
        watch(name, seconds(), true);
        return value;
      },
      (reason) => {
        watch(name, seconds(), false);
        throw toStoreError(reason);
      },
    );
  };
}
