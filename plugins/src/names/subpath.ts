import type { DescFile, DescMessage } from "@bufbuild/protobuf";
import type { PackageMapping } from "../options.ts";
import { kebab } from "./casing.ts";

/** The npm package that holds a file's code, by the longest prefix; undefined when the code is generated beside. */
export function packageOf(file: DescFile, packages: readonly PackageMapping[]): PackageMapping | undefined {
  const folder = folderOf(file);
  return packages.find(({ prefix }) => holds(prefix, file.proto.package) || holds(prefix, folder));
}

/**
 * Where a released package exports an event: `@shop/orders/v2/order-placed` for `shop.orders.v2.OrderPlaced` where
 * `shop.orders` comes from `@shop/orders`.
 */
export function eventSubpath(event: DescMessage, { prefix, npm }: PackageMapping): string {
  const scope = event.file.proto.package;
  const relative = event.typeName.slice(scope === "" ? 0 : scope.length + 1);
  return [npm, ...below(prefix, event.file), kebab(relative)].join("/");
}

/** Where a released package exports a file that holds no event: its path, such as `@shop/orders/v2/address`. */
export function fileSubpath(file: DescFile, { prefix, npm }: PackageMapping): string {
  const name = file.name.slice(file.name.lastIndexOf("/") + 1);
  return [npm, ...below(prefix, file), kebab(name)].join("/");
}

function below(prefix: string, file: DescFile): string[] {
  const scope = holds(prefix, file.proto.package) ? file.proto.package : folderOf(file);
  return scope.split(".").slice(prefix.split(".").length);
}

function folderOf(file: DescFile): string {
  return file.name.split("/").slice(0, -1).join(".").replaceAll("-", "_");
}

function holds(prefix: string, name: string): boolean {
  return name === prefix || name.startsWith(`${prefix}.`);
}
