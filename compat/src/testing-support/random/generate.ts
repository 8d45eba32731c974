import type { Dice } from "./dice.ts";
import type {
  Layout,
  RandomEnum,
  RandomExtension,
  RandomField,
  RandomFile,
  RandomMessage,
  RandomMethod,
  RandomService,
  Range,
} from "./model.ts";

export const SCALARS =
  "double float int32 int64 uint32 uint64 sint32 sint64 fixed32 fixed64 sfixed32 sfixed64 bool string bytes".split(" ");
/** Types that options depend on are drawn more often. */
const COMMON_SCALARS = "string string string bytes bytes int64".split(" ");
export const FIELD_NAMES = "id name note total_cents created_at constructor __proto__ a b c unit_price2 toString".split(
  " ",
);
const TYPE_NAMES = "Order Line Money Address Payment".split(" ");
const ENUM_NAMES = "State Channel Kind".split(" ");
export const VALUE_NAMES = "UNSPECIFIED OPEN PAID DONE LOST CREATED".split(" ");
const MAP_KEYS = "string int32 int64 bool fixed32".split(" ");
export const FILE_OPTIONS: Record<string, string[]> = {
  go_package: ['"example.com/a"', '"example.com/b"', '"a;\\tb"'],
  java_package: ['"com.a"', '"com.b"'],
  java_multiple_files: ["true", "false"],
  java_outer_classname: ['"A"', '"B"'],
  java_string_check_utf8: ["true", "false"],
  java_generic_services: ["true", "false"],
  optimize_for: ["SPEED", "CODE_SIZE"],
  cc_enable_arenas: ["true", "false"],
  cc_generic_services: ["true", "false"],
  py_generic_services: ["true", "false"],
  csharp_namespace: ['"A"', '"é"'],
  objc_class_prefix: ['"A"'],
  swift_prefix: ['"A"'],
  php_class_prefix: ['"A"'],
  php_namespace: ['"A"'],
  php_metadata_namespace: ['"A"'],
  ruby_package: ['"A"'],
  deprecated: ["true", "false"],
  java_generate_equals_and_hash: ["true", "false"],
  "features.field_presence": ["IMPLICIT", "EXPLICIT"],
  "features.enum_type": ["OPEN", "CLOSED"],
  "features.repeated_field_encoding": ["PACKED", "EXPANDED"],
  "features.utf8_validation": ["NONE", "VERIFY"],
  "features.json_format": ["ALLOW", "LEGACY_BEST_EFFORT"],
  "features.message_encoding": ["DELIMITED", "LENGTH_PREFIXED"],
  "features.(pb.cpp).string_type": ["CORD", "STRING", "VIEW"],
  "features.(pb.java).utf8_validation": ["DEFAULT", "VERIFY"],
};
export const LAYOUTS: Layout[] = ["plain", "plain", "plain", "tabs", "wide", "crlf", "one line", "split", "commented"];
/** Types of the files that come with every compiler. */
export const WELL_KNOWN = ["google.protobuf.Timestamp", "google.protobuf.Any", "google.protobuf.StringValue"];

/** Draws the files of a schema whose packages begin with `name` and whose paths lie in a folder of that name. */
export function generateFiles(dice: Dice, name: string): RandomFile[] {
  const files = Array.from({ length: 1 + dice.below(3) }, (_, index) => generateFile(dice, name, index));
  const types = files.flatMap((file) => file.messages.map((message) => `${file.package}.${message.name}`));
  const enums = files.flatMap((file) => file.enums.map((element) => `${file.package}.${element.name}`));
  for (const file of files) {
    for (const message of file.messages) {
      refer(dice, message, [...types, ...enums, dice.pick(WELL_KNOWN)]);
      if (dice.chance(25)) message.extensions.push(generateExtension(dice, types));
    }
    file.services = some(dice, 2, () => generateService(dice, types));
    file.extensions = some(dice, 2, () => generateExtension(dice, types));
  }
  return files;
}

function generateFile(dice: Dice, name: string, index: number): RandomFile {
  return {
    path: `${name}/${["a", "b", "c"][index]}.proto`,
    package: dice.chance(70) ? name : `${name}.v1${dice.pick(["", "beta1"])}`,
    syntax: dice.pick(["proto3", "proto3", "proto2", "proto2", "2023", "2023", "2024"]),
    isTerse: dice.chance(15),
    layout: dice.pick(LAYOUTS),
    isPublic: dice.chance(15),
    options: generateOptions(dice, FILE_OPTIONS, 4),
    messages: some(dice, 3, () => generateMessage(dice, 0)),
    enums: some(dice, 2, () => generateEnum(dice)),
    services: [],
    extensions: [],
  };
}

const MESSAGE_OPTIONS: Record<string, string[]> = {
  "features.json_format": ["ALLOW", "LEGACY_BEST_EFFORT"],
  no_standard_descriptor_accessor: ["true", "false"],
  deprecated: ["true", "false"],
  deprecated_legacy_json_field_conflicts: ["true"],
};

/** Options of messages; those that a message cannot have are left out when it is printed. */
export function generateMessageOptions(dice: Dice): Record<string, string> {
  return generateOptions(dice, MESSAGE_OPTIONS, 2);
}

/** Draws a message, with less and less inside of it. */
export function generateMessage(dice: Dice, depth: number): RandomMessage {
  return {
    name: dice.pick(TYPE_NAMES),
    fields: some(dice, 5, () => generateField(dice)),
    messages: depth < 2 && dice.chance(30) ? [generateMessage(dice, depth + 1)] : [],
    enums: dice.chance(25) ? [generateEnum(dice)] : [],
    extensions: [],
    options: dice.chance(25) ? generateMessageOptions(dice) : {},
    reserved: some(dice, 2, () => generateRange(dice, 20)),
    reservedNames: some(dice, 2, () => dice.pick(FIELD_NAMES)),
    extensionRanges: dice.chance(30) ? some(dice, 2, () => generateRange(dice, 100)) : [],
  };
}

/** Draws a field of a scalar type. */
export function generateField(dice: Dice): RandomField {
  return {
    name: dice.pick(FIELD_NAMES),
    number: 1 + dice.below(12),
    type: dice.chance(4) ? "group" : dice.pick([...SCALARS, ...COMMON_SCALARS]),
    label: dice.pick(["", "", "optional", "repeated", "map", "required"] as const),
    mapKey: dice.pick(MAP_KEYS),
    oneof: dice.chance(20) ? dice.pick(["payment", "choice"]) : undefined,
    jsonName: dice.chance(8) ? dice.pick(["j", "k", "é", 'q"']) : undefined,
    defaultSeed: dice.chance(30) ? dice.below(4) : undefined,
    options: generateFieldOptions(dice),
  };
}

/** Options of fields; those that a field cannot have are left out when it is printed. */
export function generateFieldOptions(dice: Dice): Record<string, string> {
  const values = {
    ctype: ["STRING", "CORD", "STRING_PIECE"],
    jstype: ["JS_NORMAL", "JS_STRING", "JS_NUMBER"],
    deprecated: ["true", "false"],
    packed: ["true", "false"],
    debug_redact: ["true"],
    "features.repeated_field_encoding": ["PACKED", "EXPANDED"],
    "features.utf8_validation": ["NONE", "VERIFY"],
    "features.field_presence": ["IMPLICIT", "EXPLICIT", "LEGACY_REQUIRED"],
    "features.message_encoding": ["DELIMITED", "LENGTH_PREFIXED"],
    "features.(pb.cpp).string_type": ["CORD", "STRING", "VIEW"],
    "features.(pb.java).utf8_validation": ["DEFAULT", "VERIFY"],
  };
  return generateOptions(dice, values, 2);
}

function generateOptions(dice: Dice, values: Record<string, string[]>, most: number): Record<string, string> {
  const names = some(dice, most, () => dice.pick(Object.keys(values)));
  return Object.fromEntries(names.map((name) => [name, dice.pick(values[name] ?? [""])]));
}

/** Draws an enum; its names may repeat and its numbers too. */
export function generateEnum(dice: Dice): RandomEnum {
  return {
    name: dice.pick(ENUM_NAMES),
    values: Array.from({ length: 1 + dice.below(4) }, () => [dice.pick(VALUE_NAMES), dice.below(6) - 1]),
    options: dice.chance(20)
      ? { "features.enum_type": dice.pick(["OPEN", "CLOSED"]) }
      : dice.chance(20)
        ? { "features.json_format": dice.pick(["ALLOW", "LEGACY_BEST_EFFORT"]) }
        : {},
    reserved: some(dice, 3, () => generateRange(dice, dice.pick([20, 20, -12]))),
    reservedNames: some(dice, 2, () => dice.pick(VALUE_NAMES)),
  };
}

/** Draws a range that starts at or after `from`; a few reach to the maximum. */
export function generateRange(dice: Dice, from: number): Range {
  const start = from + dice.below(12);
  return [start, dice.chance(8) ? Number.POSITIVE_INFINITY : start + dice.below(6)];
}

/** Draws a service whose methods use these messages. */
function generateService(dice: Dice, types: readonly string[]): RandomService {
  return { name: dice.pick(["Orders", "Payments"]), methods: some(dice, 3, () => generateMethod(dice, types)) };
}

export function generateMethod(dice: Dice, types: readonly string[]): RandomMethod {
  return {
    name: dice.pick(["Get", "List", "Put"]),
    input: types.length === 0 ? "" : dice.pick(types),
    output: types.length === 0 ? "" : dice.pick(types),
    clientStreaming: dice.chance(20),
    serverStreaming: dice.chance(20),
    idempotency: dice.chance(20) ? dice.pick(["NO_SIDE_EFFECTS", "IDEMPOTENT", "IDEMPOTENCY_UNKNOWN"]) : undefined,
  };
}

export function generateExtension(dice: Dice, types: readonly string[]): RandomExtension {
  const field = { ...generateField(dice), number: 100 + dice.below(12), name: `ext_${dice.pick(FIELD_NAMES)}` };
  return { extendee: types.length === 0 ? "" : dice.pick(types), field };
}

/** Lets some fields refer to messages and enums. */
export function refer(dice: Dice, message: RandomMessage, types: readonly string[]): void {
  for (const field of message.fields)
    if (types.length > 0 && field.type !== "group" && dice.chance(35)) field.type = dice.pick(types);
  for (const nested of message.messages) refer(dice, nested, types);
}

function some<T>(dice: Dice, most: number, draw: () => T): T[] {
  return Array.from({ length: dice.below(most + 1) }, draw);
}
