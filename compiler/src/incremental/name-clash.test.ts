import { create, type MessageInitShape, toBinary } from "@bufbuild/protobuf";
import { FileDescriptorProtoSchema } from "@bufbuild/protobuf/wkt";
import { schemaFile } from "@postel/proto";
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
];

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
