import * as fc from "fast-check";

/** A module as a plain value that edits can change and that prints as .proto files. */
export interface RandomFile {
  package: string;
  syntax: "proto2" | "proto3" | "2023";
  imports: { path: string; isPublic: boolean }[];
  messages: { name: string; fields: string[] }[];
  enums: { name: string; values: string[] }[];
  /** What is printed as it is, at the end. */
  extra: string[];
}

/** Files by path. */
export type RandomModule = Record<string, RandomFile>;

const PACKAGES = ["a", "a.b", "c"];
const path = (index: number) => `${["x", "y", "x/z"][index % 3]}/f${index}.proto`;

/** Prints a module's files. */
export function printModule(module: RandomModule): Record<string, string> {
  return Object.fromEntries(Object.entries(module).map(([name, file]) => [name, printRandomFile(file)]));
}

function printRandomFile({ package: name, syntax, imports, messages, enums, extra }: RandomFile): string {
  return [
    syntax === "2023" ? 'edition = "2023";' : `syntax = "${syntax}";`,
    `package ${name};`,
    ...imports.map((each) => `import ${each.isPublic ? "public " : ""}"${each.path}";`),
    ...messages.map((each) => `message ${each.name} {\n${each.fields.map((field) => `  ${field}\n`).join("")}}`),
    ...enums.map((each) => `enum ${each.name} {\n${each.values.map((value) => `  ${value}\n`).join("")}}`),
    ...extra,
    "",
  ].join("\n");
}

const label = ({ syntax }: RandomFile) => (syntax === "proto2" ? "optional " : "");

/** A module that compiles: chains of imports, public ones, custom options, defaults, all three syntaxes. */
export const randomModule: fc.Arbitrary<RandomModule> = fc
  .array(
    fc.record({
      package: fc.nat(2),
      syntax: fc.constantFrom("proto2" as const, "proto3" as const, "2023" as const),
      imports: fc.array(fc.record({ to: fc.nat(20), isPublic: fc.boolean(), uses: fc.nat(3) }), { maxLength: 3 }),
      option: fc.nat(5),
    }),
    { minLength: 3, maxLength: 14 },
  )
  .map((seeds) => {
    const module: RandomModule = { "opts/options.proto": optionsFile() };
    seeds.forEach((seed, index) => {
      const file: RandomFile = {
        package: PACKAGES[seed.package] ?? "a",
        syntax: seed.syntax,
        imports: [],
        messages: [{ name: `M${index}`, fields: [] }],
        enums: [{ name: `E${index}`, values: [`E${index}_ZERO = 0;`, `E${index}_ONE = 1;`] }],
        extra: [],
      };
      const fields = file.messages[0]?.fields ?? [];
      fields.push(`${label(file)}string s = 1;`, `map<string, E${index}> m = 2;`);
      if (file.syntax === "proto2") fields.push(`optional E${index} d = 3 [default = E${index}_ONE];`);
      for (const { to, isPublic, uses } of seed.imports) addImport(module, file, to % (index + 1), isPublic, uses);
      if (seed.option === 0) useOption(file, fields);
      if (seed.option === 1) useTimestamp(file, fields);
      module[path(index)] = file;
    });
    return module;
  });

function optionsFile(): RandomFile {
  return {
    package: "opts",
    syntax: "proto3",
    imports: [{ path: "google/protobuf/descriptor.proto", isPublic: false }],
    messages: [{ name: "Setting", fields: ["string text = 1;", "Kind kind = 2;"] }],
    enums: [{ name: "Kind", values: ["KIND_UNSPECIFIED = 0;", "KIND_ONE = 1;"] }],
    extra: ["extend google.protobuf.FieldOptions { Setting setting = 50001; }"],
  };
}

function addImport(module: RandomModule, file: RandomFile, to: number, isPublic: boolean, uses: number): void {
  const target = module[path(to)];
  if (target === undefined || file.imports.some((each) => each.path === path(to))) return;
  file.imports.push({ path: path(to), isPublic });
  const number = 10 + file.imports.length * 2;
  const fields = file.messages[0]?.fields ?? [];
  // A relative name may come to mean something else when another file changes.
  const near = target.package === file.package ? `M${to}` : `${target.package}.M${to}`;
  const type = uses === 3 ? near : `.${target.package}.M${to}`;
  if (uses > 0) fields.push(`${label(file)}${type} r${number} = ${number};`);
  const open = target.syntax !== "proto2" || file.syntax !== "proto3";
  if (uses > 1 && open) fields.push(`${label(file)}.${target.package}.E${to} e${number} = ${number + 1};`);
}

function useOption(file: RandomFile, fields: string[]): void {
  file.imports.push({ path: "opts/options.proto", isPublic: false });
  fields.push(`${label(file)}int32 o = 40 [(opts.setting) = { text: "t" kind: KIND_ONE }];`);
}

function useTimestamp(file: RandomFile, fields: string[]): void {
  file.imports.push({ path: "google/protobuf/timestamp.proto", isPublic: false });
  fields.push(`${label(file)}google.protobuf.Timestamp t = 41;`);
}

/** Changes a module somehow; the result need not compile. */
export type Edit = (module: RandomModule) => void;

type OnFile = (file: RandomFile, other: RandomFile, module: RandomModule, path: string, otherPath: string) => void;

const onFile: Readonly<Record<string, OnFile>> = {
  addField: (file) => file.messages[0]?.fields.push(`${label(file)}int32 added = 90;`),
  removeField: (file) => void file.messages[0]?.fields.shift(),
  renameField: (file) => edit(file.messages[0]?.fields, " s =", " renamed ="),
  changeType: (file) => edit(file.messages[0]?.fields, "string s", "bytes s"),
  renameMessage: (file) => {
    for (const message of file.messages) message.name += "X";
  },
  addMessage: (file) => void file.messages.push({ name: "Added", fields: [] }),
  collide: (file, other) => void file.messages.push({ name: other.messages[0]?.name ?? "N", fields: [] }),
  collideEnumValue: (file) => void file.enums.push({ name: "Late", values: ["E1_ZERO = 0;"] }),
  moveMessage: (file, other) => void other.messages.push(...file.messages.splice(0)),
  shadow: (file) => void file.messages.push({ name: "c", fields: [] }),
  nestShadow: (file) => void file.messages.push({ name: "a", fields: ["message M1 {}"] }),
  addEnumValue: (file) => void file.enums[0]?.values.push("LATER = 7;"),
  firstEnumValue: (file) => void file.enums[0]?.values.reverse(),
  dropEnumValue: (file) => void file.enums[0]?.values.pop(),
  deleteFile: (_file, _other, module, at) => void delete module[at],
  renameFile: (file, _other, module, at) => {
    delete module[at];
    module[`renamed/${at}`] = file;
  },
  copyFile: (file, _other, module, at) => {
    module[`copy/${at}`] = structuredClone(file);
  },
  addFile: (file, other, module) => {
    module["new/new.proto"] = { ...structuredClone(file), imports: [], enums: [], extra: [], messages: [] };
    module["new/new.proto"].messages.push({ name: `New${other.messages.length}`, fields: [] });
  },
  addImport: (file, _other, _module, _path, at) => void file.imports.push({ path: at, isPublic: false }),
  addPublicImport: (file, _other, _module, _path, at) => void file.imports.push({ path: at, isPublic: true }),
  removeImport: (file) => void file.imports.pop(),
  turnPublic: (file) => {
    for (const each of file.imports) each.isPublic = !each.isPublic;
  },
  changePackage: (file, other) => {
    file.package = other.package;
  },
  newPackage: (file) => {
    file.package = "a.M1";
  },
  changeSyntax: (file, other) => {
    file.syntax = other.syntax;
  },
  comment: (file) => void file.extra.unshift("// A comment.\n"),
  fileOption: (file) => void file.extra.push('option java_package = "com.x";'),
  features: (file) => void file.extra.push("option features.enum_type = CLOSED;"),
  breakSyntax: (file) => void file.extra.push("message {"),
  service: (file) => void file.extra.push(`service S${file.messages.length} { rpc R(M1) returns (M1); }`),
  extension: (file) => {
    file.imports.push({ path: "google/protobuf/descriptor.proto", isPublic: false });
    file.extra.push("extend google.protobuf.FieldOptions { optional string more = 50001; }");
  },
  ownTimestamp: (file, _other, module) => {
    const messages = [{ name: "Timestamp", fields: ["int64 mine = 1;"] }];
    module["google/protobuf/timestamp.proto"] = { ...structuredClone(file), package: "google.protobuf", messages };
  },
};

function edit(fields: string[] | undefined, from: string, to: string): void {
  fields?.forEach((field, at) => {
    fields[at] = field.replace(from, to);
  });
}

const EDITS = Object.keys(onFile);

/** One edit of one or two files; named, so that a failing run can be read. */
export const randomEdit: fc.Arbitrary<{ readonly name: string; readonly apply: Edit }> = fc
  .tuple(fc.constantFrom(...EDITS), fc.nat(30), fc.nat(30))
  .map(([name, first, second]) => ({
    name: `${name} ${first} ${second}`,
    apply: (module) => {
      const paths = Object.keys(module);
      const [at = "", otherAt = ""] = [paths[first % paths.length], paths[second % paths.length]];
      const [file, other] = [module[at], module[otherAt]];
      if (file !== undefined && other !== undefined) onFile[name]?.(file, other, module, at, otherAt);
    },
  }));
