import type { EnumElement, EnumValueElement, FieldElement, FileElement, MessageElement } from "./elements.ts";
import { remember } from "./remember.ts";

/** Finds a field of a message by name, in constant time however many there are. */
export function fieldNamed(message: MessageElement, name: string): FieldElement | undefined {
  return fieldsByName(message).get(name);
}

/** Finds a value of an enum by name. */
export function valueNamed(element: EnumElement, name: string): EnumValueElement | undefined {
  return valuesByName(element).get(name);
}

/** Finds a message of a file by its name within the package. */
export function messageNamed(file: FileElement, nestedName: string): MessageElement | undefined {
  return messagesByName(file).get(nestedName);
}

/** Tells whether a file has a type of a kind by its name within the package. */
export function hasType(file: FileElement, list: keyof FileElement["elements"], nestedName: string): boolean {
  return namesByKind[list](file).has(nestedName);
}

const fieldsByName = remember(({ fields }: MessageElement) => new Map(fields.map((field) => [field.name, field])));
const valuesByName = remember(({ values }: EnumElement) => new Map(values.map((value) => [value.name, value])));
const messagesByName = remember(
  ({ elements }: FileElement) => new Map(elements.messages.map((message) => [message.nestedName, message])),
);

const namesOf = (list: keyof FileElement["elements"]) =>
  remember(({ elements }: FileElement) => new Set(elements[list].map(({ nestedName }) => nestedName)));
const namesByKind = {
  messages: namesOf("messages"),
  enums: namesOf("enums"),
  extensions: namesOf("extensions"),
  services: namesOf("services"),
};
