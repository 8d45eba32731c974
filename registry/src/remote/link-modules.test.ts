import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { linkModules, type PushedModule } from "./link-modules.ts";

const bytes = (text: string) => new TextEncoder().encode(text);

/** A module of one file; `imports` are numbers of other modules. */
interface Drawn {
  readonly number: number;
  readonly imports: readonly number[];
}

const pathOf = (number: number) => `m${number}.proto`;

function moduleOf({ number, imports }: Drawn): PushedModule {
  const files = [{ path: pathOf(number), content: bytes(`imports ${imports}`) }];
  return { module: `ws/m${number}`, files, labels: [], sourceControlUrl: "" };
}

function setOf(drawn: readonly Drawn[]) {
  const files = drawn.map(({ number, imports }) => ({
    ...{ path: pathOf(number), bytes: new Uint8Array(), isImport: false },
    outline: { package: "", imports: imports.map(pathOf), publicImports: [] },
    get descriptor(): never {
      throw new Error("no file has to be decoded for its imports");
    },
  }));
  return { files };
}

/** Modules that import only such as come before them, in any order. */
const drawnModules = fc
  .array(fc.array(fc.nat({ max: 7 }), { maxLength: 4 }), { minLength: 1, maxLength: 8 })
  .map((all) =>
    all.map((imports, number) => ({ number, imports: [...new Set(imports.filter((each) => each < number))] })),
  )
  .chain((drawn) => fc.shuffledSubarray(drawn, { minLength: drawn.length }));

function reachable(number: number, drawn: readonly Drawn[]): Set<number> {
  const direct = drawn.find((each) => each.number === number)?.imports ?? [];
  return new Set(direct.flatMap((each) => [each, ...reachable(each, drawn)]));
}

describe("modules of one upload", () => {
  it("are built on all that they import, however deep, and on nothing else, in whatever order they come", () => {
    fc.assert(
      fc.property(drawnModules, (drawn) => {
        const linked = linkModules(drawn.map(moduleOf), [], setOf(drawn));
        const idOf = new Map(linked.map(({ module, id }) => [module, id]));
        drawn.forEach(({ number }, index) => {
          const wanted = [...reachable(number, drawn)].map((each) => idOf.get(`ws/m${each}`));
          expect(linked[index]?.dependencies.toSorted()).toEqual(wanted.toSorted());
        });
      }),
    );
  });

  it("have another id when anything that they need is another", () => {
    fc.assert(
      fc.property(drawnModules, fc.nat(), (drawn, chosen) => {
        const changed = drawn[chosen % drawn.length]?.number ?? 0;
        const before = linkModules(drawn.map(moduleOf), [], setOf(drawn));
        const pushed = drawn.map((each) => {
          const module = moduleOf(each);
          const license = { path: "LICENSE", content: bytes("new") };
          return each.number === changed ? { ...module, files: [...module.files, license] } : module;
        });
        const after = linkModules(pushed, [], setOf(drawn));
        drawn.forEach(({ number }, index) => {
          const isTouched = number === changed || reachable(number, drawn).has(changed);
          expect(after[index]?.id !== before[index]?.id).toBe(isTouched);
        });
      }),
    );
  });

  it("take from the commits that they are pushed with only what they import, with what that needs", () => {
    const commit = (id: string, dependencies: string[]) => ({
      ...{ id, module: `lib/${id}`, digest: `digest of ${id}`, dependencies, sourceControlUrl: "", position: 1 },
      createdAt: 1,
    });
    const stored = [
      { commit: commit("base", []), paths: ["base.proto"] },
      { commit: commit("lib", ["base"]), paths: ["m9.proto"] },
      { commit: commit("unused", []), paths: ["unused.proto"] },
    ];
    const drawn = [
      { number: 1, imports: [9] },
      { number: 2, imports: [] },
    ];
    const linked = linkModules(drawn.map(moduleOf), stored, setOf(drawn));
    expect(linked.map(({ dependencies }) => dependencies)).toEqual([["lib", "base"], []]);
  });

  it("are refused when they need each other in a circle", () => {
    const drawn = [
      { number: 1, imports: [2] },
      { number: 2, imports: [3] },
      { number: 3, imports: [1] },
    ];
    expect(() => linkModules(drawn.map(moduleOf), [], setOf(drawn))).toThrow(
      "modules import each other in a circle: ws/m1 -> ws/m2 -> ws/m3 -> ws/m1",
    );
  });
});
