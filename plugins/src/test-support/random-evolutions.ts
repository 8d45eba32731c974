import fc from "fast-check";

/** A message that changes from major to major without leaving anything to a person. */
export interface Evolution {
  /** Declarations of each major, oldest first: the event `E`, what it holds, and the enum `K`. */
  readonly majors: readonly string[];
  /** True where no change loses anything, and none can be undone by names and types only. */
  readonly lossless: boolean;
}

interface Field {
  readonly name: string;
  readonly type: string;
  readonly label: "implicit" | "optional" | "repeated" | "map" | "case";
  readonly renamedFrom?: string;
  readonly isDefault?: true;
}

interface Major {
  /** By message: the event first. */
  readonly messages: Readonly<Record<string, readonly Field[]>>;
  readonly values: readonly Value[];
}

interface Value {
  readonly name: string;
  readonly becomes?: string;
}

const TYPES = ["int32", "uint32", "sint64", "fixed64", "float", "double", "bool", "string", "bytes", "K", "M", "N"];
const WIDER: Readonly<Record<string, string>> = {
  int32: "int64",
  uint32: "int64",
  float: "double",
  string: "bytes",
  K: "int32",
};

interface Change {
  readonly lossless: boolean;
  /** The next form of the field that is chosen, and fields to add; undefined where the change does not fit. */
  readonly apply: (field: Field, fresh: string) => readonly Field[] | undefined;
}

const isScalar = ({ type }: Field) => type !== "M" && type !== "N";
const added =
  (field: Omit<Field, "name">): Change["apply"] =>
  (kept, name) => [plain(kept), { name, ...field }];
const plain = ({ name, type, label }: Field): Field => ({ name, type, label });

const CHANGES: readonly Change[] = [
  {
    lossless: true,
    apply: (field, name) => (field.label === "case" ? undefined : [{ ...plain(field), name, renamedFrom: field.name }]),
  },
  {
    lossless: true,
    apply: (field) =>
      field.label === "implicit" && isScalar(field) ? [{ ...plain(field), label: "optional" }] : undefined,
  },
  { lossless: true, apply: added({ type: "string", label: "optional" }) },
  { lossless: true, apply: added({ type: "K", label: "implicit" }) },
  { lossless: true, apply: added({ type: "N", label: "repeated" }) },
  { lossless: true, apply: added({ type: "M", label: "map" }) },
  {
    lossless: true,
    apply: (field, name) => [plain(field), { name, type: "double", label: "implicit", isDefault: true }],
  },
  { lossless: false, apply: (field) => (field.label === "case" ? undefined : []) },
  {
    lossless: false,
    apply: (field) => (field.label === "optional" ? [{ ...plain(field), label: "implicit" }] : undefined),
  },
  {
    lossless: false,
    apply: (field) =>
      field.label === "implicit" || field.label === "optional" ? [{ ...plain(field), label: "repeated" }] : undefined,
  },
  {
    lossless: false,
    apply: (field) =>
      WIDER[field.type] === undefined ? undefined : [{ ...plain(field), type: WIDER[field.type] ?? "" }],
  },
];

const LABELS: readonly Field["label"][] = ["implicit", "optional", "repeated", "map", "case"];
const VALUES: readonly Value[] = ["K_UNSPECIFIED", "K_A", "K_B", "K_C"].map((name) => ({ name }));

/** Draws evolutions over so many majors. */
export function evolutions(majors: number): fc.Arbitrary<Evolution> {
  const steps = fc.array(STEP, { minLength: majors - 1, maxLength: majors - 1 });
  return fc.record({ first: FIRST, steps }).map(({ first, steps }) => {
    const all = [first];
    let lossless = true;
    for (const [round, step] of steps.entries()) {
      const next = nextMajor(all.at(-1) as Major, step, round);
      all.splice(-1, 1, next.before, next.after);
      lossless &&= next.lossless;
    }
    return { majors: all.map(textOf), lossless };
  });
}

const KINDS = fc.array(fc.record({ type: fc.constantFrom(...TYPES), label: fc.constantFrom(...LABELS) }), {
  minLength: 1,
  maxLength: 5,
});

const FIRST: fc.Arbitrary<Major> = fc.record({ E: KINDS, M: KINDS, N: KINDS }).map((messages) => {
  const named = Object.entries(messages).map(([name, fields]) => [
    name,
    fields.map((field, at) => ({ name: `f${at}`, ...field })),
  ]);
  return { messages: Object.fromEntries(named), values: VALUES };
});

interface Pick {
  readonly message: string;
  readonly at: number;
  readonly change: Change;
}

interface Step {
  readonly picks: readonly Pick[];
  /** How far the enum's values change places. */
  readonly turn: number;
  /** Whether its second value gets another name. */
  readonly rename: boolean;
}

const STEP: fc.Arbitrary<Step> = fc.record({
  picks: fc.array(
    fc.record({ message: fc.constantFrom("E", "M", "N"), at: fc.nat(20), change: fc.constantFrom(...CHANGES) }),
    { maxLength: 4 },
  ),
  turn: fc.nat(3),
  rename: fc.boolean(),
});

/** The next major, and the one before with what its enum's values become. */
function nextMajor(before: Major, { picks, turn, rename }: Step, round: number) {
  const messages: Record<string, readonly Field[]> = Object.fromEntries(
    Object.entries(before.messages).map(([name, fields]) => [name, fields.map(plain)]),
  );
  const untouched = { ...messages };
  const kept = picks.map((pick, at) => applyChange(messages, untouched, pick, `g${round}_${at}`));
  const [zero, ...values] = before.values.map(({ name }) => ({ name }));
  const renamed = rename ? values[0] : undefined;
  const next = `K_R${round}`;
  const old = before.values.map((value) => (value.name === renamed?.name ? { ...value, becomes: next } : value));
  const after = values.map((value) => (value === renamed ? { name: next } : value));
  return {
    before: { ...before, values: old },
    after: { messages, values: [zero as Value, ...turned(after, turn)] },
    lossless: kept.every((one) => one),
  };
}

/** Changes one field in place; tells whether that loses nothing. */
function applyChange(
  messages: Record<string, readonly Field[]>,
  untouched: Readonly<Record<string, readonly Field[]>>,
  pick: Pick,
  fresh: string,
): boolean {
  const fields = messages[pick.message] ?? [];
  const at = pick.at % Math.max(fields.length, 1);
  const field = fields[at];
  // One change of a field per major: two might not be one that can be followed.
  if (field === undefined || untouched[pick.message]?.includes(field) !== true) return true;
  const next = pick.change.apply(field, fresh);
  if (next === undefined) return true;
  messages[pick.message] = fields.toSpliced(at, 1, ...next);
  return pick.change.lossless;
}

function turned<Of>(values: readonly Of[], by: number): Of[] {
  return [...values.slice(by), ...values.slice(0, by)];
}

function textOf({ messages, values }: Major): string {
  const bodies = Object.entries(messages).map(([name, fields]) => messageText(name, fields));
  const constants = values.map(({ name, becomes }, number) => {
    const option = becomes === undefined ? "" : ` [(postel.v1.value).becomes = "${becomes}"]`;
    return `${name} = ${number}${option};`;
  });
  return `${bodies.join("\n")}\nenum K { ${constants.join(" ")} }`;
}

function messageText(name: string, fields: readonly Field[]): string {
  const lines = fields.map((field, at) => [field.label, fieldText(field, at + 1)] as const);
  const cases = lines.filter(([label]) => label === "case").map(([, text]) => text);
  const others = lines.filter(([label]) => label !== "case").map(([, text]) => text);
  const oneof = cases.length === 0 ? "" : `oneof pick { ${cases.join(" ")} }`;
  const option = name === "E" ? "option (postel.v1.event) = {};" : "";
  return `message ${name} { ${option} ${others.join(" ")} ${oneof} }`;
}

function fieldText({ name, type, label, renamedFrom, isDefault }: Field, number: number): string {
  const option =
    renamedFrom === undefined
      ? isDefault === true
        ? ' [(postel.v1.field).upcast = "default"]'
        : ""
      : ` [(postel.v1.field).renamed_from = "${renamedFrom}"]`;
  const prefix = { implicit: "", case: "", optional: "optional ", repeated: "repeated ", map: "" }[label];
  return `${prefix}${label === "map" ? `map<string, ${type}>` : type} ${name} = ${number}${option};`;
}
