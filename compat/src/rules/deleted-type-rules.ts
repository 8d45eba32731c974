import type { ChangeOf, Gone, Left } from "../change.ts";
import type { FileElements, NamedElement } from "../schema/elements.ts";
import { hasType, messageNamed } from "../schema/lookup.ts";
import { quote } from "../text.ts";
import { declarationOf, fileStart, type Place } from "./place.ts";
import { type Complaint, everywhere, type Rule, type RuleCategories, rule, sinceV2 } from "./rule.ts";

type TypeElement = NamedElement & { readonly nestedName: string };

/** Complains about a type that its file lost, whether it is gone or in another file now. */
function leftFile({ before, home }: Left<TypeElement>, list: keyof FileElements): Complaint | undefined {
  if (home === undefined || hasType(home, list, before.nestedName)) return undefined;
  return {
    element: before,
    place: placeWithin(home, before),
    was: declarationOf(before),
    message: `Previously present ${nounOf(before)} ${quote(before.nestedName)} was deleted from file.`,
  };
}

/** Complains about a type that its package lost, as long as the package is still there. */
function leftPackage(gone: Gone<TypeElement>, place: Place | undefined): Complaint {
  const { before } = gone;
  const name = quote(before.nestedName);
  return {
    element: before,
    ...(place && { place }),
    was: declarationOf(before),
    message: `Previously present ${nounOf(before)} ${name} was deleted from package ${quote(before.file.package)}.`,
  };
}

function nounOf({ kind }: TypeElement): string {
  return kind === "field" ? "extension" : kind;
}

/** The nearest message of a file around a type that was there, else the start of the file; services point at the file. */
function placeWithin(home: NonNullable<Left<TypeElement>["home"]>, { kind, nestedName }: TypeElement): Place {
  for (let end = nestedName.lastIndexOf("."); end > 0; end = nestedName.lastIndexOf(".", end - 1)) {
    const message = messageNamed(home, nestedName.slice(0, end));
    if (message !== undefined && kind !== "service") return declarationOf(message);
  }
  return fileStart(home);
}

const PUT_BACK = "Put it back, marked deprecated; or leave it and add a new major with an upcaster.";
const MOVE_BACK = "Leave it in this file: code generated from the file is imported by its path.";

/** Rules about types that left their file. */
const fileRules: readonly Rule[] = [
  deletedFromFile("ENUM_NO_DELETE", "enums", everywhere("FILE CSR"), ["enum.removed", "enum.moved"]),
  deletedFromFile("EXTENSION_NO_DELETE", "extensions", sinceV2("FILE"), ["extension.removed", "extension.moved"]),
  deletedFromFile("MESSAGE_NO_DELETE", "messages", everywhere("FILE CSR"), ["message.removed", "message.moved"]),
  deletedFromFile("SERVICE_NO_DELETE", "services", everywhere("FILE"), ["service.removed", "service.moved"]),
];

type GoneKind = "enum.removed" | "extension.removed" | "message.removed" | "service.removed";
type MovedKind = "enum.moved" | "extension.moved" | "message.moved" | "service.moved";

function deletedFromFile(
  id: string,
  list: keyof FileElements,
  categories: RuleCategories,
  on: readonly (GoneKind | MovedKind)[],
): Rule {
  const purpose = `Checks that ${list} are not deleted from a given file.`;
  return rule({ id, purpose, categories, next: MOVE_BACK, on, check: (change) => leftFile(change, list) });
}

/** Rules about types that left their package. */
const packageRules: readonly Rule[] = [
  deletedFromPackage("ENUM", everywhere("PACKAGE"), "enum.removed", inOldFile),
  deletedFromPackage("EXTENSION", sinceV2("PACKAGE"), "extension.removed", inOldFile),
  deletedFromPackage("MESSAGE", everywhere("PACKAGE"), "message.removed", ({ home, enclosing }) => {
    if (home === undefined) return undefined;
    return enclosing === undefined ? fileStart(home) : declarationOf(enclosing);
  }),
  rule({
    ...packageSpec("SERVICE", everywhere("PACKAGE")),
    on: ["service.removed"],
    check: (gone) => (gone.packageLives ? leftPackage(gone, inOldFile(gone)) : undefined),
  }),
];

function inOldFile({ home, before }: Gone<TypeElement>): Place | undefined {
  return home === undefined ? undefined : placeWithin(home, before);
}

function packageSpec(noun: string, categories: RuleCategories) {
  const purpose = `Checks that ${noun.toLowerCase()}s are not deleted from a given package.`;
  return { id: `PACKAGE_${noun}_NO_DELETE`, purpose, categories, next: PUT_BACK };
}

function deletedFromPackage<K extends Exclude<GoneKind, "service.removed">>(
  noun: string,
  categories: RuleCategories,
  kind: K,
  place: (gone: Gone<TypeElement>) => Place | undefined,
): Rule {
  return rule<Exclude<GoneKind, "service.removed">>({
    ...packageSpec(noun, categories),
    on: [kind],
    check: (gone: ChangeOf<Exclude<GoneKind, "service.removed">>) =>
      gone.packageKeepsOthers ? leftPackage(gone, place(gone)) : undefined,
  });
}

const packageDeleted = rule({
  id: "PACKAGE_NO_DELETE",
  purpose: "Checks that packages are not deleted.",
  categories: everywhere("PACKAGE"),
  next: "Keep the package. A new major lives beside the old one until nothing stored needs the old one.",
  on: ["package.removed"],
  check: ({ package: name, before }) => ({
    element: before,
    was: fileStart(before),
    message: `Previously present package ${quote(name)} was deleted.`,
  }),
});

/** Rules about messages, enums, extensions, services and packages that are not where they were. */
export const deletedTypeRules: readonly Rule[] = [...fileRules, ...packageRules, packageDeleted];
