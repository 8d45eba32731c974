import { create, type MessageInitShape } from "@bufbuild/protobuf";
import {
  type DescriptorProtoSchema,
  FieldDescriptorProto_Label,
  type FileDescriptorProto,
  FileDescriptorProtoSchema,
  FieldDescriptorProto_Type as Type,
} from "@bufbuild/protobuf/wkt";
import { descriptorSetOf, schemaFile } from "@postel/proto";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { check } from "./check.ts";
import { diff } from "./diff.ts";
import { isCompatError } from "./errors.ts";
import { judge } from "./judge.ts";
import { report } from "./report.ts";
import { rules } from "./rules.ts";

type MessageInit = MessageInitShape<typeof DescriptorProtoSchema>;

const set = (...files: FileDescriptorProto[]) => descriptorSetOf(files, new Set());
const file = (messageType: MessageInit[], name = "a.proto") =>
  create(FileDescriptorProtoSchema, { name, package: "a", syntax: "proto3", messageType });
const field = (name: string, number: number, type = Type.STRING, typeName = "") => ({
  name,
  number,
  type,
  jsonName: name,
  label: FieldDescriptorProto_Label.OPTIONAL,
  ...(typeName && { typeName }),
});
const found = (before: ReturnType<typeof set>, after: ReturnType<typeof set>) => judge(diff(before, after), rules);

describe("large schemas", () => {
  it("compares 10,000 fields", () => {
    const message = (prefix: string) => ({
      name: "M",
      field: Array.from({ length: 10_000 }, (_, index) => field(`${prefix}_${index}`, index + 1)),
    });
    const findings = found(set(file([message("alpha")])), set(file([message("omega")])));
    expect(findings.filter(({ rule }) => rule === "FIELD_SAME_NAME")).toHaveLength(10_000);
  });

  it("compares 10,000 fields that all moved", () => {
    const message = (shift: number) => ({
      name: "M",
      field: Array.from({ length: 10_000 }, (_, index) => field(`f${index}`, ((index + shift) % 10_000) + 1)),
    });
    const findings = found(set(file([message(0)])), set(file([message(1)])));
    expect(findings.filter(({ rule }) => rule === "SILENT_FIELDS_SWAPPED")).toHaveLength(1);
  });

  it("compares 1,000 files", () => {
    const files = (name: string) =>
      set(
        ...Array.from({ length: 1000 }, (_, index) =>
          file([{ name: `M${index}`, field: [field(name, 1)] }], `f${index}.proto`),
        ),
      );
    expect(found(files("a"), files("a"))).toEqual([]);
    expect(found(files("a"), files("b")).filter(({ rule }) => rule === "FIELD_SAME_NAME")).toHaveLength(1000);
  });

  it("compares messages nested 100 deep", () => {
    const nested = (depth: number, name: string): MessageInit => ({
      name: `M${depth}`,
      field: [field(name, 1)],
      nestedType: depth === 0 ? [] : [nested(depth - 1, name)],
    });
    const findings = found(set(file([nested(100, "a")])), set(file([nested(100, "b")])));
    expect(findings.filter(({ rule }) => rule === "FIELD_SAME_NAME")).toHaveLength(101);
  });

  it("says so when messages are nested deeper than anybody compiles", () => {
    let message: MessageInit = { name: "M" };
    for (let depth = 0; depth < 450; depth++) message = { name: "M", nestedType: [message] };
    expect(() => found(set(file([message])), set())).toThrow("a.proto: the encoded descriptor cannot be read");
  });
});

describe("odd schemas", () => {
  it("follows cyclic messages to their end", () => {
    const cycle = (type: Type) => [
      { name: "A", field: [field("b", 1, Type.MESSAGE, ".a.B"), field("x", 2, type)] },
      { name: "B", field: [field("a", 1, Type.MESSAGE, ".a.A")] },
    ];
    const accepted = [{ rule: "FIELD_SAME_TYPE", element: "a.A.x", reason: "r", expires: "2027-01-01" }];
    const verdict = check(set(file(cycle(Type.STRING))), set(file(cycle(Type.INT32))), {
      today: "2026-11-22",
      accepted,
    });
    expect(verdict.accepted).toHaveLength(1);
  });

  it("takes names that objects have in JavaScript for names", () => {
    const names = ["__proto__", "constructor", "toString", "hasOwnProperty"];
    const messages = (prefix: string) =>
      names.map((name) => ({ name, field: names.map((member, index) => field(`${prefix}${member}`, index + 1)) }));
    const findings = found(set(file(messages(""), "__proto__")), set(file(messages("x"), "__proto__")));
    expect(findings.filter(({ rule }) => rule === "FIELD_SAME_NAME")).toHaveLength(16);
    expect(found(set(file(messages(""), "__proto__")), set()).map(({ element }) => element)).toContain("__proto__");
  });

  it("compares schemas whose types are missing", () => {
    const lost = (type: Type, name: string) => set(file([{ name: "M", field: [field("f", 1, type, name)] }]));
    expect(() => found(lost(Type.ENUM, ".no.E"), lost(Type.ENUM, ".no.F"))).not.toThrow();
    expect(() => found(lost(Type.MESSAGE, ".no.M"), lost(Type.MESSAGE, "..."))).not.toThrow();
  });

  it("prints paths that lead elsewhere as they are", () => {
    const hostile = "../../etc/passwd\n.proto";
    const verdict = check(set(file([], hostile)), set(), { today: "2026-11-22" });
    expect(report(verdict, "text")).toContain("../../etc/passwd");
  });
});

describe("damaged images", () => {
  const whole = set(file([{ name: "M", field: [field("f", 1)] }])).files[0]?.bytes ?? new Uint8Array();

  it("are named, wherever they were cut", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: whole.length - 1 }), (length) => {
        const cut = { files: [schemaFile("cut.proto", whole.subarray(0, length), false)] };
        try {
          found(cut, set());
        } catch (error) {
          expect(isCompatError(error)).toBe(true);
          expect(String(error)).toContain("cut.proto");
        }
      }),
    );
  });

  it("are named, whatever they hold", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 60 }), (bytes) => {
        try {
          found({ files: [schemaFile("odd.proto", bytes, false)] }, set());
        } catch (error) {
          expect(String(error)).toContain("odd.proto");
        }
      }),
    );
  });

  it("may not hold a file twice", () => {
    const [one] = set(file([])).files;
    expect(() => diff({ files: one === undefined ? [] : [one, one] }, set())).toThrow("holds this file twice");
  });
});
