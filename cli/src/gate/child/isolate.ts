import { registerHooks } from "node:module";
import { runInNewContext } from "node:vm";

/** What the libraries of generated code need besides ECMAScript. */
const KEPT = ["TextEncoder", "TextDecoder"];

/** What the code sees of time and chance. */
export interface World {
  Date: DateConstructor;
  Math: Math;
}

/**
 * Leaves whatever is loaded from now on with ECMAScript alone: no global of Node (such as `process` or `fetch`), no module of
 * Node, a console that is silent, and globals that nobody can replace but through the world that is returned. Built-in objects
 * are frozen by --frozen-intrinsics.
 */
export function isolate(): World {
  registerHooks({
    resolve(specifier, context, nextResolve) {
      const found = nextResolve(specifier, context);
      if (found.url.startsWith("file:")) return found;
      throw outOfReach(specifier, context.parentURL);
    },
  });
  const world: World = { Date, Math };
  const silent = Object.freeze(Object.fromEntries(Object.keys(console).map((name) => [name, () => undefined])));
  const kept = new Set<string | symbol>([...globalsOfEcmaScript(), ...KEPT]);
  for (const name of Reflect.ownKeys(globalThis)) {
    if (!kept.has(name)) Reflect.deleteProperty(globalThis, name);
    else if (name in world) define(name, { get: () => Reflect.get(world, name) });
    else define(name, { value: name === "console" ? silent : Reflect.get(globalThis, name), writable: false });
  }
  return world;
}

/** Loading has no stack that shows the file. */
function outOfReach(specifier: string, from = ""): Error {
  const error = new Error(
    `${specifier} is out of reach: upcasters have ECMAScript and the libraries of generated code`,
  );
  error.stack = `at import (${from.replace(/\.js$/, ".ts")}:1:1)`;
  return error;
}

/** A fresh context holds nothing else. */
function globalsOfEcmaScript(): string[] {
  return runInNewContext("Object.getOwnPropertyNames(globalThis)");
}

function define(name: string | symbol, how: PropertyDescriptor): void {
  Reflect.defineProperty(globalThis, name, { ...how, configurable: false });
}
