import { describe, expect, it } from "vitest";
import { check } from "../check.ts";
import { compileProto3 } from "../testing-support/compile-texts.ts";
import { type AcceptedBreak, readAcceptedBreaks } from "./accepted-break.ts";

const before = compileProto3(`
  message OrderPlaced { option (postel.v1.event) = {topic: "orders" owner: "a"}; Line line = 1; string note = 2; State state = 3; }
  message Line { int32 count = 1; string sku = 2; }
  enum State { STATE_UNSPECIFIED = 0; STATE_OPEN = 1; }
  message Query { int32 page = 1; string text = 2; }
`);
const after = compileProto3(`
  message OrderPlaced { option (postel.v1.event) = {topic: "orders" owner: "a"}; Line line = 1; State state = 3; reserved 2; reserved "note"; }
  message Line { string count = 1; string sku = 2; }
  enum State { STATE_UNSPECIFIED = 0; }
  message Query { string page = 1; }
`);

const accept = (rule: string, element: string, expires = "2026-12-31"): AcceptedBreak => ({
  rule,
  element,
  reason: "agreed with everybody who reads it",
  expires,
});
const verdict = (accepted: AcceptedBreak[], today = "2026-11-22") => check(before, after, { accepted, today });

describe("accepted breaks", () => {
  it("stay listed but stand no more in the way, until they expire", () => {
    const page = accept("FIELD_SAME_TYPE", "shop.v1.Query.page");
    const open = (today: string) => verdict([page], today).findings.map(({ rule, element }) => `${rule} ${element}`);
    expect(verdict([page]).accepted).toMatchObject([{ rule: "FIELD_SAME_TYPE", accepted: page }]);
    expect(open("2026-12-31")).not.toContain("FIELD_SAME_TYPE shop.v1.Query.page");
    expect(open("2027-01-01")).toContain("FIELD_SAME_TYPE shop.v1.Query.page");
    expect(verdict([page], "2027-01-01").findings.find(({ refused }) => refused)?.refused).toBe(
      "it was accepted until 2026-12-31",
    );
  });

  it("are refused where stored events would be read otherwise, in all that an event holds", () => {
    const { findings } = verdict([
      accept("FIELD_SAME_TYPE", "shop.v1.Line.count"),
      accept("ENUM_VALUE_NO_DELETE", "shop.v1.State.STATE_OPEN"),
    ]);
    expect(
      findings.filter(({ refused }) => refused?.startsWith("it changes how stored")).map(({ element }) => element),
    ).toEqual(["shop.v1.Line.count", "shop.v1.State.STATE_OPEN"]);
  });

  it("hold for what only source code notices, even in an event", () => {
    const { accepted } = verdict([accept("FIELD_NO_DELETE", "shop.v1.OrderPlaced.note")]);
    expect(accepted.map(({ element }) => element)).toEqual(["shop.v1.OrderPlaced.note"]);
  });

  it("are told when nothing needs them", () => {
    const spare = accept("FIELD_SAME_TYPE", "shop.v1.Nobody.nothing");
    expect(verdict([spare]).unused).toEqual([spare]);
  });

  it("make the release a major", () => {
    const [a, b] = [compileProto3("message M {}"), compileProto3('option go_package = "x"; message M {}')];
    expect(check(a, b, { today: "2026-11-22" }).bump).toBe("patch");
    const accepted = [accept("FILE_SAME_GO_PACKAGE", "shop.proto")];
    expect(check(a, b, { today: "2026-11-22", accepted })).toMatchObject({
      bump: "major",
      findings: [],
      because: [{}],
    });
  });
});

describe("readAcceptedBreaks", () => {
  const entry = { rule: "FIELD_NO_DELETE", element: "e", reason: "because", expires: "2026-12-31" };

  it("reads a list, bare or under `accepted`", () => {
    expect(readAcceptedBreaks([entry])).toEqual([entry]);
    expect(readAcceptedBreaks({ accepted: [entry] })).toEqual([entry]);
    expect(readAcceptedBreaks(undefined)).toEqual([]);
  });

  it.each([
    [[{ ...entry, reason: " " }], "entry 1: reason is missing"],
    [[entry, { ...entry, expires: undefined }], "entry 2: expires is missing"],
    [[{ ...entry, expires: "2026-02-30" }], 'entry 1: expires is "2026-02-30"; write a day'],
    [[{ ...entry, expires: "tomorrow" }], 'entry 1: expires is "tomorrow"'],
    [[{ ...entry, rule: "FIELD_NO_DELTE" }], 'entry 1: there is no rule "FIELD_NO_DELTE"'],
    [[{ ...entry, rule: "constructor" }], 'entry 1: there is no rule "constructor"'],
    [["text"], "entry 1: expected a mapping"],
    ["text", "expected a list"],
  ])("refuses %j", (document, problem) => {
    expect(() => readAcceptedBreaks(document)).toThrow(problem);
  });
});
