import { create, type MessageInitShape, toBinary } from "@bufbuild/protobuf";
import { FileDescriptorProtoSchema } from "@bufbuild/protobuf/wkt";
import { outlineOf, schemaFile } from "@postel/proto";
import { expect, it } from "vitest";
import { mayClash } from "./name-clash.ts";

type Init = MessageInitShape<typeof FileDescriptorProtoSchema>;

const file = (path: string, init: Init) =>
  schemaFile(path, toBinary(FileDescriptorProtoSchema, create(FileDescriptorProtoSchema, init)), false);
const messages = (path: string, packageName: string, ...names: string[]) =>
  file(path, { package: packageName, messageType: names.map((name) => ({ name })) });

const others = [
  messages("o.proto", "p", "Taken"),
  messages("deep.proto", "p.q.r", "Deep"),
  messages("top.proto", "", "p2"),
  file("uses.proto", { package: "p", messageType: [{ name: "Uses", field: [{ name: "Mentioned" }] }] }),
];

/** Files that are not even looked into for what is new inside a type. */
const unreadable = others.map(({ path, isImport, ...file }) => ({
  path,
  isImport,
  outline: outlineOf({ path, isImport, ...file }),
  get bytes(): Uint8Array {
    throw new Error(`${path} was read`);
  },
  get descriptor(): never {
    throw new Error(`${path} was decoded`);
  },
}));

const cases: Readonly<Record<string, [before: Init | undefined, after: Init, clashes: boolean]>> = {
  "nothing new": [
    { package: "p", messageType: [{ name: "A" }] },
    { package: "p", messageType: [{ name: "A" }] },
    false,
  ],
  "a new name": [{ package: "p" }, { package: "p", messageType: [{ name: "New" }] }, false],
  "a name that is taken": [{ package: "p" }, { package: "p", messageType: [{ name: "Taken" }] }, true],
  "a name that it had before": [
    { package: "p", messageType: [{ name: "Taken" }] },
    { package: "p", messageType: [{ name: "Taken" }] },
    false,
  ],
  "a value beside its enum": [
    { package: "p" },
    { package: "p", enumType: [{ name: "E", value: [{ name: "Taken" }] }] },
    true,
  ],
  "a type named like a package": [{ package: "p" }, { package: "p", messageType: [{ name: "q" }] }, true],
  "a package named like a type": [undefined, { package: "p.Taken.x" }, true],
  "a package named like a type of no package": [undefined, { package: "p2" }, true],
  "a package that others have": [undefined, { package: "p.q.r" }, false],
  "names of JavaScript": [undefined, { package: "__proto__", messageType: [{ name: "constructor" }] }, false],
  "a new name inside a type that others could not add to": [
    { package: "p", messageType: [{ name: "A" }] },
    { package: "p", messageType: [{ name: "A", field: [{ name: "Taken" }], nestedType: [{ name: "q" }] }] },
    false,
  ],
  "a new type around names that are taken outside of it": [
    undefined,
    { package: "p", messageType: [{ name: "New", nestedType: [{ name: "Taken" }] }] },
    false,
  ],
  "a taken type with a name inside it": [
    undefined,
    { package: "p", messageType: [{ name: "Taken", nestedType: [{ name: "New" }] }] },
    true,
  ],
  "a method that is named like a type outside of its service": [
    { package: "p", service: [{ name: "S" }] },
    { package: "p", service: [{ name: "S", method: [{ name: "Taken" }] }] },
    false,
  ],
  "a name that others only mention": [undefined, { package: "p", messageType: [{ name: "Mentioned" }] }, false],
  "an extension": [
    { package: "p" },
    { package: "p", extension: [{ name: "e", extendee: ".p.Taken", number: 100 }] },
    true,
  ],
};

it.each(Object.entries(cases))("judges %s", (_name, [before, after, clashes]) => {
  const pair = { before: before && file("x.proto", before), after: file("x.proto", after) };
  expect(mayClash([pair], others)).toBe(clashes);
});

it("reads no other file where all that is new is inside types", () => {
  const before = file("x.proto", { package: "p", messageType: [{ name: "A" }] });
  const after = file("x.proto", { package: "p", messageType: [{ name: "A", field: [{ name: "Taken" }] }] });
  expect(mayClash([{ before, after }], unreadable)).toBe(false);
  expect(() => mayClash([{ before: undefined, after }], unreadable)).toThrow("was read");
});
