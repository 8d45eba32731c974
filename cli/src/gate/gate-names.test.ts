import { expect, it } from "vitest";
import { eventProto, gateOf } from "../testing-support/gate-of.ts";

const event = (name: string, fields: string) => `message ${name} { option (postel.v1.event) = {}; ${fields} }`;

/** Three majors of an event whose names mean something to JavaScript, in a package that does, too. */
function majors(name: string, field: string) {
  const at = (major: number, fields: string, rest = "") => ({
    [`constructor/v${major}/${name.toLowerCase()}.proto`]: eventProto(
      `constructor.v${major}`,
      `${event(name, `${fields} map<string, Inner> by = 9; Inner inner = 10;`)} message Inner { string ${field} = 1; ${name} ${name.toLowerCase()}_again = 2; } ${rest}`,
    ),
  });
  const v1 = at(1, `string ${field} = 1;`);
  const v2 = at(2, `string b = 1 [(postel.v1.field).renamed_from = "${field}"];`);
  const v3 = at(3, `string c = 1 [(postel.v1.field).upcast = "old.b + '!'"];`);
  return { before: v1, after: { ...v1, ...v2, ...v3 } };
}

it.each([
  ["Object", "__proto__"],
  ["toString", "constructor"],
  ["Promise", "then"],
  ["Lineage", "readers"],
])(
  "reads the event %s with a field %s through two steps",
  async (name, field) => {
    const { before, after } = majors(name, field);
    const { findings, results, goldens } = await gateOf(before, after);
    expect(findings.map(({ rule }) => rule)).toEqual(["EVENT_UPCAST_CHANGED"]);
    expect(results.map(({ kind }) => kind)).toEqual(results.map(() => "ok"));
    const [all] = results;
    expect(all).toMatchObject({ target: `constructor.v3.${name}`, sample: { event: `constructor.v1.${name}` } });
    expect(all?.kind === "ok" ? all.json : undefined).toMatchObject({ c: expect.stringMatching(/^[\w-]+!$/) });
    const [path, text] = [...goldens][0] ?? [];
    expect(await gateOf(before, { ...after, [path ?? ""]: text ?? "" })).toMatchObject({ findings: [] });
  },
  120_000,
);
