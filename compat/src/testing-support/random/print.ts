import { SCALARS, WELL_KNOWN } from "./generate.ts";
import { layOut } from "./lay-out.ts";
import {
  enumsIn,
  isEdition,
  messagesIn,
  type RandomEnum,
  type RandomExtension,
  type RandomField,
  type RandomFile,
  type RandomMessage,
  type RandomService,
  type Range,
} from "./model.ts";

interface Known {
  readonly file: RandomFile;
  readonly index: number;
  readonly message?: RandomMessage;
  readonly enum?: RandomEnum;
}

/** What printing one file may look at. */
interface Scope {
  readonly file: RandomFile;
  readonly index: number;
  readonly types: ReadonlyMap<string, Known>;
  /** Files that what was printed refers to. */
  readonly imports: Set<string>;
  /** Extensions by what they extend and their number, over all files. */
  readonly extensions: Set<string>;
}

/** Prints files as .proto texts by path, leaving out whatever would not compile: names that repeat, types that are gone. */
export function printFiles(drawn: readonly RandomFile[]): Record<string, string> {
  const files = drawn.filter((file, index) => drawn.findIndex(({ path }) => path === file.path) === index);
  const types = new Map<string, Known>(WELL_KNOWN.map((name) => [name, wellKnown(name)]));
  for (const [index, file] of files.entries()) {
    dropTwins(file, types);
    for (const [name, message] of messagesIn(file)) types.set(name, { file, index, message });
    for (const [name, element] of enumsIn(file)) types.set(name, { file, index, enum: element });
  }
  const extensions = new Set<string>();
  const symbols = new Set<string>();
  return Object.fromEntries(
    files.map((file, index) => [file.path, printFile({ file, index, types, imports: new Set(), extensions }, symbols)]),
  );
}

function wellKnown(name: string): Known {
  const path = { StringValue: "wrappers" }[name.replace(/.*\./, "")] ?? name.replace(/.*\./, "").toLowerCase();
  const lists = { fields: [], messages: [], enums: [], extensions: [], services: [] };
  const message = { ...lists, name, options: {}, reserved: [], reservedNames: [], extensionRanges: [] };
  const head = {
    package: "google.protobuf",
    syntax: "proto3",
    isTerse: false,
    layout: "plain",
    isPublic: false,
  } as const;
  return { file: { ...head, ...lists, path: `google/protobuf/${path}.proto`, options: {} }, index: -1, message };
}

/** Keeps the first type of each name; services share the names of types. */
function dropTwins(file: RandomFile, taken: ReadonlyMap<string, unknown>): void {
  const seen = new Set(taken.keys());
  const unique = <T extends { name: string }>(scope: string, list: T[]) =>
    list.filter(({ name }) => {
      const isNew = !seen.has(`${scope}.${name}`);
      seen.add(`${scope}.${name}`);
      return isNew;
    });
  const walk = (scope: string, owner: { messages: RandomMessage[]; enums: RandomEnum[] }) => {
    owner.messages = unique(scope, owner.messages);
    owner.enums = unique(scope, owner.enums);
    for (const message of owner.messages) walk(`${scope}.${message.name}`, message);
  };
  walk(file.package, file);
}

function printFile(scope: Scope, symbols: Set<string>): string {
  const { file } = scope;
  const isNew = (name: string) => {
    const key = `${file.package}.${name}`;
    const known = symbols.has(key);
    symbols.add(key);
    return !known;
  };
  const body = [
    ...(file.syntax === "2024" ? LEGACY_STYLE : []),
    ...Object.entries(file.options)
      .filter(([name]) => !(isEdition(file) ? /^java_string/ : /^features/).test(name))
      .map(([name, value]) => `option ${name} = ${value};`),
    ...file.messages.map((message) => printMessage(scope, message)),
    ...file.enums.map((element) => printEnum(scope, element)),
    ...file.extensions.filter(({ field }) => isNew(field.name)).map((extension) => printExtension(scope, extension)),
    ...file.services.filter(({ name }) => isNew(name)).map((service) => printService(scope, service)),
  ].join("\n");
  const syntax = file.isTerse && file.syntax === "proto2" ? "" : `syntax = "${file.syntax}";`;
  const head = isEdition(file) ? `edition = "${file.syntax}";` : syntax;
  if (body.includes("(pb.cpp)")) scope.imports.add("google/protobuf/cpp_features.proto");
  if (body.includes("(pb.java)")) scope.imports.add("google/protobuf/java_features.proto");
  const imports = [...scope.imports].sort().map((path) => `import ${file.isPublic ? "public " : ""}"${path}";\n`);
  return layOut(`${head}\npackage ${file.package};\n${imports.join("")}${body}\n`, file.layout);
}

/** What edition 2024 would refuse in the names and nesting that are drawn. */
const LEGACY_STYLE = [
  "option features.enforce_naming_style = STYLE_LEGACY;",
  "option features.default_symbol_visibility = EXPORT_ALL;",
];

function printMessage(scope: Scope, message: RandomMessage): string {
  const ranges = disjoint(message.reserved, MAX_FIELD);
  const extensionRanges = scope.file.syntax === "proto3" ? [] : disjoint(message.extensionRanges, MAX_FIELD);
  const usedRanges = extensionRanges.filter((range) => !ranges.some((other) => overlaps(range, other)));
  const fields = usableFields(scope, message, [...ranges, ...usedRanges]);
  const oneofs = new Set(fields.flatMap(({ oneof }) => oneof ?? []));
  const names = new Set(fields.map(({ name }) => name));
  const reservedNames = [...new Set(message.reservedNames)].filter((name) => !names.has(name));
  const quoted = (name: string) => (isEdition(scope.file) ? name : `"${name}"`);
  return block(`message ${message.name}`, [
    ...optionLines(scope, message.options),
    ...(ranges.length > 0 ? [`reserved ${ranges.map(printRange(MAX_FIELD)).join(", ")};`] : []),
    ...(reservedNames.length > 0 ? [`reserved ${reservedNames.map(quoted).join(", ")};`] : []),
    ...(usedRanges.length > 0 ? [`extensions ${usedRanges.map(printRange(MAX_FIELD)).join(", ")};`] : []),
    ...fields.filter(({ oneof }) => oneof === undefined).map((field) => printField(scope, field)),
    ...[...oneofs].map((oneof) =>
      block(
        `oneof ${oneof}`,
        fields.filter((field) => field.oneof === oneof).map((field) => printField(scope, field)),
      ),
    ),
    ...printExtensions(scope, message.extensions),
    ...message.messages.map((nested) => printMessage(scope, nested)),
    ...message.enums.map((element) => printEnum(scope, element)),
  ]);
}

const MAX_FIELD = 536_870_911;
const MAX_ENUM = 2_147_483_647;

/** The fields whose number, name, JSON name and generated types are free; names of oneofs and types are taken. */
function usableFields(scope: Scope, message: RandomMessage, ranges: readonly Range[]): RandomField[] {
  const taken = new Set<string>([
    ...["payment", "choice", "other"].flatMap((name) => [name, `json ${name}`]),
    ...[...message.messages, ...message.enums].map(({ name }) => name),
  ]);
  return message.fields.flatMap((drawn) => {
    const field = repairField(scope, drawn);
    const camel = camelCase(field.name);
    const keys = [
      `#${field.number}`,
      field.name,
      `json ${field.jsonName ?? camel}`,
      `json ${camel}`,
      `${pascalCase(field.name)}Entry`,
    ];
    if (field.type === "group") keys.push(groupName(field));
    if (new Set(keys).size > 0 && keys.some((key) => taken.has(key))) return [];
    if (ranges.some((range) => overlaps(range, [field.number, field.number]))) return [];
    for (const key of keys) taken.add(key);
    return [field];
  });
}

function camelCase(name: string): string {
  return name.replace(/_+(.?)/g, (_, letter: string) => letter.toUpperCase());
}

function pascalCase(name: string): string {
  return camelCase(`_${name}`);
}

function groupName({ name }: RandomField): string {
  return `G${pascalCase(name).toLowerCase()}`;
}

/** Makes a field fit its file: known types only, no groups but in proto2, labels that the syntax has. */
function repairField(scope: Scope, drawn: RandomField): RandomField {
  const field = { ...drawn, options: { ...drawn.options } };
  const { syntax } = scope.file;
  if (field.type === "group" && (syntax !== "proto2" || field.label === "map")) field.type = "int32";
  if (!SCALARS.includes(field.type) && field.type !== "group" && !isUsable(scope, field.type)) field.type = "string";
  if (field.label === "map" && !isMapValue(scope.types.get(field.type))) field.type = "string";
  if (field.label === "map" || field.label === "repeated" || field.label === "required") field.oneof = undefined;
  if (field.oneof !== undefined) field.label = "";
  if (field.label === "required" && syntax !== "proto2") field.label = "";
  if (field.label === "optional" && isEdition(scope.file)) field.label = "";
  if (field.label === "" && syntax === "proto2" && field.oneof === undefined) field.label = "optional";
  if (field.type === "group") field.name = groupName(field).toLowerCase();
  return field;
}

/** Types of later files cannot be imported, since those may import this one; proto3 cannot use closed enums. */
function isUsable({ types, index, file }: Scope, name: string): boolean {
  const known = types.get(name);
  if (known === undefined || known.index > index) return false;
  return known.enum === undefined || file.syntax === "proto2" || !isClosed(known);
}

/** The first value of an enum in a map must be zero. */
function isMapValue(known: Known | undefined): boolean {
  return known?.enum === undefined || valuesOf(known.enum, !isClosed(known))[0]?.[1] === 0;
}

function isClosed({ file, enum: element }: Known): boolean {
  if (!isEdition(file)) return file.syntax === "proto2";
  return (element?.options["features.enum_type"] ?? file.options["features.enum_type"]) === "CLOSED";
}

function use({ types, imports, file }: Scope, name: string): string {
  const known = types.get(name);
  if (known !== undefined && known.file !== file) imports.add(known.file.path);
  return `.${name}`;
}

function printField(scope: Scope, field: RandomField): string {
  const options = fieldOptions(scope, field).join(", ");
  const end = `= ${field.number}${options === "" ? "" : ` [${options}]`}`;
  if (field.type === "group")
    return block(
      `${field.oneof === undefined ? `${field.label || "optional"} ` : ""}group ${groupName(field)} ${end}`,
      ["optional int32 x = 1;"],
    );
  const type = SCALARS.includes(field.type) ? field.type : use(scope, field.type);
  if (field.label === "map") return `map<${field.mapKey}, ${type}> ${field.name} ${end};`;
  return `${field.label === "" ? "" : `${field.label} `}${type} ${field.name} ${end};`;
}

function fieldOptions(scope: Scope, field: RandomField): string[] {
  const { syntax } = scope.file;
  const known = scope.types.get(field.type);
  const isText = field.type === "string" && field.label !== "map";
  const isBytes = isText || (field.type === "bytes" && field.label !== "map");
  const isPackable =
    field.label === "repeated" && SCALARS.includes(field.type) && !["string", "bytes"].includes(field.type);
  const isSingular = field.label === "" && field.oneof === undefined;
  const allowed: Record<string, boolean> = {
    ctype: isBytes && syntax !== "2024",
    jstype: /64$/.test(field.type) && field.label !== "map",
    deprecated: true,
    debug_redact: true,
    packed: !isEdition(scope.file) && isPackable,
    "features.repeated_field_encoding": isEdition(scope.file) && isPackable,
    "features.utf8_validation": isEdition(scope.file) && isText,
    "features.field_presence":
      isEdition(scope.file) && isSingular && known === undefined && SCALARS.includes(field.type),
    "features.message_encoding": isEdition(scope.file) && known?.message !== undefined && field.label !== "map",
    "features.(pb.cpp).string_type": isEdition(scope.file) && isBytes && !Object.hasOwn(field.options, "ctype"),
    "features.(pb.java).utf8_validation": isEdition(scope.file) && isText,
  };
  const own = allowed["features.field_presence"] ? field.options["features.field_presence"] : undefined;
  const presence = own ?? (isEdition(scope.file) ? scope.file.options["features.field_presence"] : undefined);
  const literal = presence === "IMPLICIT" ? undefined : defaultLiteral(scope, field);
  return [
    ...Object.entries(field.options)
      .filter(([name]) => allowed[name])
      .map(([name, value]) => `${name} = ${value}`),
    ...(field.jsonName === undefined || field.name.startsWith("ext_")
      ? []
      : [`json_name = ${JSON.stringify(field.jsonName)}`]),
    ...(literal === undefined ? [] : [`default = ${literal}`]),
  ];
}

function defaultLiteral({ file, types }: Scope, { type, label, defaultSeed: seed }: RandomField): string | undefined {
  if (seed === undefined || file.syntax === "proto3" || label === "repeated" || label === "map" || type === "group")
    return undefined;
  const known = types.get(type);
  if (known?.message !== undefined) return undefined;
  if (known?.enum !== undefined) return valueNames(known.enum)[seed % valueNames(known.enum).length];
  if (type === "string") return ['""', '"a"', '"\\té\\""', '"b"'][seed];
  if (type === "bytes") return ['""', '"a"', '"\\001\\xff"', '"b"'][seed];
  if (type === "bool") return ["false", "true", "true", "false"][seed];
  if (type === "float" || type === "double") return ["0", "0.1", "-inf", "1e30"][seed];
  return ["0", "1", "7", "1"][seed];
}

function printEnum(scope: Scope, element: RandomEnum): string {
  const isOpen = !isClosed({ file: scope.file, index: 0, enum: element });
  const values = valuesOf(element, isOpen);
  const hasAlias = new Set(values.map(([, number]) => number)).size < values.length;
  const ranges = disjoint(element.reserved, MAX_ENUM).filter(
    (range) => !values.some(([, number]) => overlaps(range, [number, number])),
  );
  const used = new Set(values.map(([name]) => name));
  const names = [...new Set(element.reservedNames.map((name) => valueName(element, name)))].filter(
    (name) => !used.has(name),
  );
  const quoted = (name: string) => (isEdition(scope.file) ? name : `"${name}"`);
  return block(`enum ${element.name}`, [
    ...(hasAlias ? ["option allow_alias = true;"] : []),
    ...optionLines(scope, element.options),
    ...values.map(([name, number]) => `${name} = ${number};`),
    ...(ranges.length > 0 ? [`reserved ${ranges.map(printRange(MAX_ENUM)).join(", ")};`] : []),
    ...(names.length > 0 ? [`reserved ${names.map(quoted).join(", ")};`] : []),
  ]);
}

/** The values with their own names; an open enum begins with zero. */
function valuesOf(element: RandomEnum, isOpen: boolean): [string, number][] {
  const names = new Set<string>();
  const values = element.values.flatMap(([drawn, number]): [string, number][] => {
    const name = valueName(element, drawn);
    if (names.has(name)) return [];
    names.add(name);
    return [[name, number]];
  });
  return isOpen ? values.map(([name, number], index) => [name, index === 0 ? 0 : number]) : values;
}

function valueNames(element: RandomEnum): string[] {
  return valuesOf(element, false).map(([name]) => name);
}

function valueName({ name }: RandomEnum, value: string): string {
  return `${name.toUpperCase()}_${value}`;
}

function printExtensions(scope: Scope, extensions: readonly RandomExtension[]): string[] {
  const first = extensions.filter(
    ({ field }, index) => extensions.findIndex((other) => other.field.name === field.name) === index,
  );
  return first.map((extension) => printExtension(scope, extension));
}

function printExtension(scope: Scope, { extendee, field: drawn }: RandomExtension): string {
  const known = scope.types.get(extendee);
  const key = `${extendee} ${drawn.number}`;
  if (known?.message === undefined || known.index > scope.index || scope.extensions.has(key)) return "";
  if (known.file.syntax === "proto3" || scope.file.syntax === "proto3") return "";
  const reserved = disjoint(known.message.reserved, MAX_FIELD);
  const ranges = disjoint(known.message.extensionRanges, MAX_FIELD).filter(
    (range) => !reserved.some((other) => overlaps(range, other)),
  );
  if (!ranges.some((range) => overlaps(range, [drawn.number, drawn.number]))) return "";
  const field = repairField(scope, {
    ...drawn,
    oneof: undefined,
    label: drawn.label === "repeated" ? "repeated" : "optional",
    type: drawn.type === "group" ? "int32" : drawn.type,
  });
  delete field.options["features.field_presence"];
  scope.extensions.add(key);
  return block(`extend ${use(scope, extendee)}`, [printField(scope, field)]);
}

function printService(scope: Scope, service: RandomService): string {
  const names = new Set<string>();
  const methods = service.methods.filter(({ name, input, output }) => {
    const usable = [input, output].every(
      (type) => scope.types.get(type)?.message !== undefined && isUsable(scope, type),
    );
    return usable && !names.has(name) && names.add(name);
  });
  return block(
    `service ${service.name}`,
    methods.map((method) => {
      const input = `${method.clientStreaming ? "stream " : ""}${use(scope, method.input)}`;
      const output = `${method.serverStreaming ? "stream " : ""}${use(scope, method.output)}`;
      const head = `rpc ${method.name}(${input}) returns (${output})`;
      return method.idempotency === undefined
        ? `${head};`
        : block(head, [`option idempotency_level = ${method.idempotency};`]);
    }),
  );
}

function optionLines({ file }: Scope, options: Record<string, string>): string[] {
  return Object.entries(options)
    .filter(([name]) => isEdition(file) || !name.startsWith("features."))
    .map(([name, value]) => `option ${name} = ${value};`);
}

function disjoint(ranges: readonly Range[], max: number): Range[] {
  const kept: Range[] = [];
  for (const [start, end] of ranges) {
    const range: Range = [start, Math.min(end, max)];
    if (!kept.some((other) => overlaps(range, other))) kept.push(range);
  }
  return kept;
}

function overlaps([a, b]: Range, [c, d]: Range): boolean {
  return a <= d && c <= b;
}

function printRange(max: number): (range: Range) => string {
  return ([start, end]) => (start === end ? `${start}` : `${start} to ${end === max ? "max" : end}`);
}

function block(head: string, lines: readonly string[]): string {
  return `${head} {\n${lines.map((line) => line.replace(/^/gm, "  ")).join("\n")}\n}`;
}
