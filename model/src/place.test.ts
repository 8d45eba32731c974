import type { DescMessage } from "@bufbuild/protobuf";
import { field as fieldOption, message as messageOption, registryOf, value as valueOption } from "@postel/proto";
import { expect, it } from "vitest";
import { type Element, fileOf, placeOf, sourcePath } from "./place.ts";
import { compileProtos } from "./test-support/compile-protos.ts";

const TEXT = `syntax = "proto3";
package p;
import "postel/v1/event.proto";
message A {
  option (postel.v1.message).upcasts_from = "p.Old";
  string x = 1;
    int32 y = 2 [
      (postel.v1.field).upcast = "old.y",
      (postel.v1.field).downcast = "old.z"
    ];
  oneof o { string z = 3; }
  message N { enum K { K_A = 0; K_B = 1 [(postel.v1.value).becomes = "K_A"]; } }
}
enum T { T_A = 0;
  T_B = 1; }
`;

const desc = registryOf(compileProtos({ "p.proto": TEXT })).getMessage("p.A") as DescMessage;
const nested = desc.nestedMessages[0] as DescMessage;
const kind = nested.nestedEnums[0];
const top = desc.file.enums[0];
const UPCAST = 2;

it.each<[string, Element | undefined, readonly number[], number, number]>([
  ["a message", desc, [], 4, 1],
  ["a field", desc.fields[0], [], 6, 3],
  ["an indented field", desc.fields[1], [], 7, 5],
  ["a oneof", desc.oneofs[0], [], 11, 3],
  ["a case", desc.fields[2], [], 11, 13],
  ["a nested message", nested, [], 12, 3],
  ["a nested enum", kind, [], 12, 15],
  ["a value of it", kind?.values[1], [], 12, 33],
  ["a top-level enum", top, [], 14, 1],
  ["its value on a line of its own", top?.values[1], [], 15, 3],
  ["an option of a message", desc, [messageOption.number, 1], 5, 3],
  ["an option of a field", desc.fields[1], [fieldOption.number, UPCAST], 8, 7],
  ["another option of it", desc.fields[1], [fieldOption.number, UPCAST + 1], 9, 7],
  ["an option of a value", kind?.values[1], [valueOption.number, 1], 12, 42],
  ["the field where it has no such option", desc.fields[0], [fieldOption.number, UPCAST], 6, 3],
])("finds %s", (_what, element, option, line, column) => {
  expect(element && placeOf(element, option)).toEqual({ path: "p.proto", line, column });
});

it("names the file alone where descriptors carry no places", () => {
  const bare = {
    ...desc,
    file: { ...desc.file, proto: { ...desc.file.proto, sourceCodeInfo: undefined } },
  } as DescMessage;
  expect(placeOf(bare)).toEqual({ path: "p.proto", line: 0, column: 0 });
});

it("gives paths as descriptors count them, and the file of whatever stands in it", () => {
  const all: (Element | undefined)[] = [
    desc,
    desc.fields[1],
    desc.oneofs[0],
    nested,
    kind,
    kind?.values[1],
    top?.values[0],
  ];
  expect(all.map((one) => one && sourcePath(one).join("."))).toEqual([
    "4.0",
    "4.0.2.1",
    "4.0.8.0",
    "4.0.3.0",
    "4.0.3.0.4.0",
    "4.0.3.0.4.0.2.1",
    "5.0.2.0",
  ]);
  expect(all.every((one) => one !== undefined && fileOf(one) === desc.file)).toBe(true);
});
