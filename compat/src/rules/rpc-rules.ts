import type { ChangeOf } from "../change.ts";
import type { MethodElement } from "../schema/elements.ts";
import { quote } from "../text.ts";
import { declarationOf, type Place, pathsIn } from "./place.ts";
import { everywhere, type Rule, rule } from "./rule.ts";

type MethodChanged = ChangeOf<"method.changed">;

/** Field numbers of google.protobuf.MethodDescriptorProto and MethodOptions. */
const INPUT_TYPE = 2;
const OUTPUT_TYPE = 3;
const OPTIONS = 4;
const IDEMPOTENCY_LEVEL = 34;

const ALL = everywhere("FILE PACKAGE WIRE_JSON WIRE CSR");
const NEW_METHOD = "Keep the method as it was and add a new one.";

/** Rules about the methods of services. */
export const rpcRules: readonly Rule[] = [
  rule({
    id: "RPC_NO_DELETE",
    purpose: "Checks that rpcs are not deleted from a given service.",
    categories: everywhere("FILE PACKAGE"),
    next: "Keep the method and mark it deprecated.",
    on: ["method.removed"],
    check: ({ before, within }) => ({
      element: before,
      place: declarationOf(within.after),
      was: declarationOf(within.before),
      message: `Previously present RPC ${quote(before.name)} on service ${quote(within.after.name)} was deleted.`,
    }),
  }),
  methodRule({
    id: "RPC_SAME_REQUEST_TYPE",
    // The slip in these two sentences is buf's.
    purpose: "Checks that rpcs are have the same request type.",
    what: "request type",
    text: ({ from, to }) => `request type from ${quote(from)} to ${quote(to)}`,
    place: ({ file, at }) => pathsIn(file, [...at, INPUT_TYPE]),
  }),
  methodRule({
    id: "RPC_SAME_RESPONSE_TYPE",
    purpose: "Checks that rpcs are have the same response type.",
    what: "response type",
    text: ({ from, to }) => `response type from ${quote(from)} to ${quote(to)}`,
    place: ({ file, at }) => pathsIn(file, [...at, OUTPUT_TYPE]),
  }),
  methodRule({
    id: "RPC_SAME_CLIENT_STREAMING",
    purpose: "Checks that rpcs have the same client streaming value.",
    what: "client streaming",
    text: ({ from, to }) => `from client ${from} to client ${to}`,
    place: declarationOf,
  }),
  methodRule({
    id: "RPC_SAME_SERVER_STREAMING",
    purpose: "Checks that rpcs have the same server streaming value.",
    what: "server streaming",
    text: ({ from, to }) => `from server ${from} to server ${to}`,
    place: declarationOf,
  }),
  methodRule({
    id: "RPC_SAME_IDEMPOTENCY_LEVEL",
    purpose: "Checks that rpcs have the same value for the idempotency_level option.",
    what: "idempotency level",
    text: ({ from, to }) => `option "idempotency_level" from ${quote(from)} to ${quote(to)}`,
    place: ({ file, at }) => pathsIn(file, [...at, OPTIONS, IDEMPOTENCY_LEVEL]),
  }),
];

interface MethodRuleSpec {
  readonly id: string;
  readonly purpose: string;
  readonly what: MethodChanged["what"];
  readonly text: (change: MethodChanged) => string;
  readonly place: (method: MethodElement) => Place;
}

function methodRule({ id, purpose, what, text, place }: MethodRuleSpec): Rule {
  return rule({
    id,
    purpose,
    categories: ALL,
    next: NEW_METHOD,
    on: ["method.changed"],
    check: (change) => {
      if (change.what !== what) return undefined;
      const { before, after } = change;
      const message = `RPC ${quote(after.name)} on service ${quote(after.parent.name)} changed ${text(change)}.`;
      return { element: after, place: place(after), was: place(before), message };
    },
  });
}
