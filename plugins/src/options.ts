import { PluginError } from "./errors.ts";

/** A lineage that a service reads; `at` is the major that its handlers receive, absent for the latest. */
export interface Consumed {
  readonly lineage: string;
  readonly at?: number;
}

/** Where the code of some schemas comes from: a released npm package instead of the generated files beside it. */
export interface PackageMapping {
  /** The Protobuf package, or folder, that the npm package holds: `shop.orders`. */
  readonly prefix: string;
  /** The npm package, such as `@shop/orders`. */
  readonly npm: string;
}

/** The options of Postel's plugins. */
export interface PluginOptions {
  /** `module=shop/orders`: the module that is generated; absent: the event's package without its version. */
  readonly module?: string;
  /** `version=2.0.0`: the release of the module; empty when it is not a release. */
  readonly version: string;
  /** `emits=shop.orders.v2.OrderPlaced`, repeatable: the exact majors that a service emits. */
  readonly emits: readonly string[];
  /** `consumes=shop.orders.OrderPlaced` or `…@v1`, repeatable: the lineages that a service reads. */
  readonly consumes: readonly Consumed[];
  /** `package=shop/orders:@shop/orders`, repeatable; the longest prefix wins. */
  readonly packages: readonly PackageMapping[];
}

/** Reads the options that protoplugin does not know. Throws option_invalid. */
export function parseOptions(raw: readonly { readonly key: string; readonly value: string }[]): PluginOptions {
  const all = (key: string) => raw.filter((option) => option.key === key).map(({ value }) => value);
  for (const { key, value } of raw) check(key, value);
  const module = all("module").at(-1);
  return {
    ...(module === undefined ? {} : { module }),
    version: all("version").at(-1) ?? "",
    emits: unique(all("emits")),
    consumes: consumedOf(unique(all("consumes"))),
    packages: all("package").map(parsePackage).sort(byLongestPrefix),
  };
}

const VALUES: Readonly<Record<string, { readonly shape: RegExp; readonly why: string }>> = {
  module: { shape: /^[\w.-]+(\/[\w.-]+)*$/, why: "say a module such as `shop/orders`" },
  version: { shape: /^\d+\.\d+\.\d+[\w.+-]*$/, why: "say a version such as `2.0.0`" },
  emits: { shape: /^\w+(\.\w+)*$/, why: "say the full name of an event, such as `shop.orders.v2.OrderPlaced`" },
  consumes: { shape: /^\w+(\.\w+)*(@v\d{1,9})?$/, why: "say a lineage, such as `shop.orders.OrderPlaced` or `…@v1`" },
  package: {
    shape: /^[\w/.-]+:(@[\w.-]+\/)?[\w.-]+(\/[\w.-]+)*$/,
    why: "say a package and where its code is, such as `shop/orders:@shop/orders`",
  },
};

function check(key: string, value: string): void {
  const known = Object.hasOwn(VALUES, key) ? VALUES[key] : undefined;
  if (known === undefined)
    throw new PluginError("option_invalid", {
      option: key,
      why: `there is no such option; Postel's own are ${Object.keys(VALUES).join(", ")}`,
    });
  if (!known.shape.test(value)) throw new PluginError("option_invalid", { option: `${key}=${value}`, why: known.why });
}

function consumedOf(values: readonly string[]): Consumed[] {
  const consumed = values.map((value) => {
    const [lineage = "", at] = value.split("@v");
    return at === undefined ? { lineage } : { lineage, at: Number(at) };
  });
  const twice = consumed.find(({ lineage }, index) => consumed.findIndex((c) => c.lineage === lineage) !== index);
  if (twice !== undefined)
    throw new PluginError("option_invalid", {
      option: `consumes=${twice.lineage}`,
      why: "the lineage is named twice; a service reads it as one major",
    });
  return consumed;
}

function parsePackage(value: string): PackageMapping {
  const cut = value.indexOf(":");
  const prefix = value.slice(0, cut).replace(/^\.?\/|\/$/g, "");
  return { prefix: prefix.replaceAll("/", ".").replaceAll("-", "_"), npm: value.slice(cut + 1) };
}

function byLongestPrefix(a: PackageMapping, b: PackageMapping): number {
  return b.prefix.length - a.prefix.length || (a.prefix < b.prefix ? -1 : 1);
}

function unique(values: readonly string[]): string[] {
  return [...new Set(values)];
}
