import { registryOf } from "@postel/proto";
import { expect, it } from "vitest";
import { commentOf } from "./comment-of.ts";
import { compileProtos, proto3 } from "./test-support/compile-protos.ts";

const set = compileProtos({
  "a/v1/a.proto": proto3(
    "a.v1",
    "// Above.\n//\n//  Indented.\nmessage A {\n  string x = 1; // Behind.\n  string y = 2;\n}",
  ),
});

it("reads what stands above an element, or behind it", () => {
  const message = registryOf(set).getMessage("a.v1.A");
  if (message === undefined) throw new Error("no message");
  expect(commentOf(message)).toBe("Above.\n\n Indented.");
  expect(message.fields.map(commentOf)).toEqual(["Behind.", ""]);
});
