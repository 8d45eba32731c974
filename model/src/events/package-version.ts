/** A Protobuf package, split at its version. */
export interface PackageVersion {
  /** The package without its version: `shop.orders`; `ads.resources` for `ads.v16.resources`. */
  readonly base: string;
  /** The number in `v1`, `v2`, …; 0 for a package without a version. */
  readonly major: number;
  /** False for alpha, beta and test packages (`v1beta1`, `v2alpha`, `v1test`): they are outside lineages. */
  readonly stable: boolean;
}

const VERSION = /^v([1-9]\d{0,8})(p\d+)?((?:alpha|beta)\d*|test\w*)?$/;

/** Reads the version off a package's name: its last part that is one, as in `shop.orders.v1` or `ads.v16.resources`. */
export function packageVersion(name: string): PackageVersion {
  const parts = name.split(".");
  const at = parts.findLastIndex((part) => VERSION.test(part));
  const match = VERSION.exec(parts[at] ?? "");
  if (match === null) return { base: name, major: 0, stable: true };
  const stable = match[2] === undefined && match[3] === undefined;
  return { base: parts.toSpliced(at, 1).join("."), major: Number(match[1]), stable };
}
