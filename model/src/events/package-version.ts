/** A Protobuf package, split at its version. */
export interface PackageVersion {
  /** The package without its version, such as `shop.orders`. */
  readonly base: string;
  /** The number in `v1`, `v2`, …; 0 for a package without a version. */
  readonly major: number;
  /** False for alpha, beta and test packages (`v1beta1`, `v2alpha`, `v1test`): they are outside lineages. */
  readonly stable: boolean;
}

const VERSION = /^v([1-9]\d{0,8})(p\d+)?((?:alpha|beta)\d*|test\w*)?$/;

/** Reads the version off the last part of a package's name. */
export function packageVersion(name: string): PackageVersion {
  const cut = name.lastIndexOf(".");
  const match = VERSION.exec(name.slice(cut + 1));
  if (match === null) return { base: name, major: 0, stable: true };
  const stable = match[2] === undefined && match[3] === undefined;
  return { base: name.slice(0, Math.max(cut, 0)), major: Number(match[1]), stable };
}
