import type { Dice } from "./dice.ts";
import {
  FIELD_NAMES,
  FILE_OPTIONS,
  generateEnum,
  generateExtension,
  generateField,
  generateFieldOptions,
  generateMessage,
  generateMessageOptions,
  generateMethod,
  generateRange,
  LAYOUTS,
  SCALARS,
  VALUE_NAMES,
  WELL_KNOWN,
} from "./generate.ts";
import {
  copy,
  enumsIn,
  messagesIn,
  type RandomEnum,
  type RandomField,
  type RandomFile,
  type RandomMessage,
  type RandomService,
} from "./model.ts";

/** Changes a copy of some files in a few random ways. */
export function mutateFiles(dice: Dice, files: readonly RandomFile[]): RandomFile[] {
  const changed = copy([...files]);
  for (let left = 1 + dice.below(8); left > 0; left--) mutateOnce(dice, changed);
  return changed;
}

function mutateOnce(dice: Dice, files: RandomFile[]): void {
  if (files.length === 0) return;
  const file = dice.pick(files);
  const messages = files.flatMap((each) => [...messagesIn(each)].map(([, message]) => message));
  const enums = files.flatMap((each) => [...enumsIn(each)].map(([, element]) => element));
  const targets: (() => void)[] = [() => mutateFile(dice, files, file)];
  if (messages.length > 0) targets.push(...Array(4).fill(() => mutateMessage(dice, dice.pick(messages), files)));
  if (enums.length > 0) targets.push(...Array(2).fill(() => mutateEnum(dice, dice.pick(enums))));
  if (file.services.length > 0) targets.push(() => mutateService(dice, dice.pick(file.services), typesOf(files)));
  dice.pick(targets)();
}

function typesOf(files: readonly RandomFile[]): string[] {
  return files.flatMap((file) => [...messagesIn(file)].map(([name]) => name));
}

function mutateFile(dice: Dice, files: RandomFile[], file: RandomFile): void {
  const option = dice.pick(Object.keys(FILE_OPTIONS));
  const other = dice.pick(files);
  dice.pick([
    () => files.length > 1 && remove(files, file),
    () => (file.path = dice.pick([file.path, file.path.replace(/\w+\.proto/, "moved.proto")])),
    () => (file.package = dice.pick([`${file.package}.v2`, file.package.replace("beta1", ""), file.package])),
    () => (file.syntax = dice.pick(["proto2", "proto3", "2023", "2024"])),
    () => (file.layout = dice.pick(LAYOUTS)),
    () => (file.isTerse = !file.isTerse),
    () => (file.isPublic = !file.isPublic),
    () => (file.options[option] = dice.pick(FILE_OPTIONS[option] ?? [])),
    () => delete file.options[dice.pick([...Object.keys(file.options), ""])],
    () => move(dice, file.messages, other.messages),
    () => move(dice, file.enums, other.enums),
    () => move(dice, file.services, other.services),
    () => drop(dice, file.messages),
    () => drop(dice, file.enums),
    () => drop(dice, file.services),
    () => drop(dice, file.extensions),
    () => file.messages.push(generateMessage(dice, 1)),
    () => file.enums.push(generateEnum(dice)),
    () => file.messages.reverse(),
  ])();
}

function mutateMessage(dice: Dice, message: RandomMessage, files: readonly RandomFile[]): void {
  const field = message.fields.length === 0 ? generateField(dice) : dice.pick(message.fields);
  dice.pick([
    ...Array<() => unknown>(6).fill(() => mutateField(dice, field, files)),
    () => drop(dice, message.fields),
    () => message.fields.push(generateField(dice)),
    () => message.fields.reverse(),
    () => reserve(message, field),
    () => (message.name = dice.pick(["Order", "Renamed"])),
    () => drop(dice, message.messages),
    () => drop(dice, message.enums),
    () => message.enums.push(generateEnum(dice)),
    () => move(dice, message.messages, files[0]?.messages ?? []),
    () => message.reserved.push(generateRange(dice, 20)),
    () => drop(dice, message.reserved),
    () => drop(dice, message.reservedNames),
    () => message.extensionRanges.push(generateRange(dice, 100)),
    () => drop(dice, message.extensionRanges),
    () => drop(dice, message.extensions),
    () => message.extensions.push(generateExtension(dice, typesOf(files))),
    () => nest(files[0]?.messages ?? []),
    () => (message.options = generateMessageOptions(dice)),
    () => (message.options = generateMessageOptions(dice)),
    () => (message.options = {}),
  ])();
}

function reserve(message: RandomMessage, field: RandomField): void {
  remove(message.fields, field);
  message.reserved.push([field.number, field.number]);
  message.reservedNames.push(field.name);
}

function mutateField(dice: Dice, field: RandomField, files: readonly RandomFile[]): void {
  const types = [...typesOf(files), ...files.flatMap((file) => [...enumsIn(file)].map(([name]) => name))];
  dice.pick([
    () => (field.name = dice.pick(FIELD_NAMES)),
    () => (field.number = 1 + dice.below(12)),
    () => (field.type = dice.pick(SCALARS)),
    () => (field.type = dice.pick([...types, ...WELL_KNOWN, "string"])),
    () => (field.type = dice.pick([...SCALARS, "group"])),
    () => (field.mapKey = dice.pick(["string", "int32", "uint64", "bool"])),
    () => (field.label = dice.pick(["", "optional", "repeated", "map", "required"])),
    () => (field.oneof = dice.pick([undefined, "payment", "choice", "other"])),
    () => (field.jsonName = dice.pick([undefined, "j", "k"])),
    () => (field.defaultSeed = dice.pick([undefined, 0, 1, 2, 3])),
    () => (field.options = generateFieldOptions(dice)),
    () => (field.options = {}),
  ])();
}

function mutateEnum(dice: Dice, element: RandomEnum): void {
  const value = dice.pick(element.values);
  dice.pick([
    () => element.values.length > 1 && drop(dice, element.values),
    () => element.values.push([dice.pick(VALUE_NAMES), dice.below(6) - 1]),
    () => (value[0] = dice.pick([...VALUE_NAMES, "RENAMED"])),
    () => (value[1] = dice.below(6) - 1),
    () => element.values.reverse(),
    () => (element.name = dice.pick(["State", "RenamedEnum"])),
    () => element.reserved.push(generateRange(dice, dice.pick([20, -12]))),
    () => drop(dice, element.reserved),
    () => drop(dice, element.reservedNames),
    () => (element.options = { "features.enum_type": dice.pick(["OPEN", "CLOSED"]) }),
    () => (element.options = { "features.json_format": dice.pick(["ALLOW", "LEGACY_BEST_EFFORT"]) }),
    () => {
      if (element.values.length > 1) remove(element.values, value);
      element.reserved.push([value[1], value[1]]);
      element.reservedNames.push(value[0]);
    },
  ])();
}

function mutateService(dice: Dice, service: RandomService, types: readonly string[]): void {
  const method = service.methods.length === 0 ? generateMethod(dice, types) : dice.pick(service.methods);
  dice.pick([
    () => drop(dice, service.methods),
    () => service.methods.push(generateMethod(dice, types)),
    () => Object.assign(method, { ...generateMethod(dice, types), name: method.name }),
    () => (service.name = dice.pick(["Orders", "Renamed"])),
  ])();
}

function drop<T>(dice: Dice, list: T[]): void {
  if (list.length > 0) list.splice(dice.below(list.length), 1);
}

function remove<T>(list: T[], entry: T): void {
  const index = list.indexOf(entry);
  if (index >= 0) list.splice(index, 1);
}

/** Moves the last of some messages into the first. */
function nest(messages: RandomMessage[]): void {
  const [first] = messages;
  const last = messages.length > 1 ? messages.pop() : undefined;
  if (last !== undefined) first?.messages.push(last);
}

function move<T>(dice: Dice, from: T[], to: T[]): void {
  if (from === to || from.length === 0) return;
  to.push(...from.splice(dice.below(from.length), 1));
}
