/** The npm package of a module: `shop/orders` is `@shop/orders`, deeper names join with `-`. */
export function packageName(module: string): string {
  const [scope = "", ...rest] = module.split("/");
  return rest.length === 0 ? scope : `@${scope}/${rest.join("-")}`;
}

/** File name of a package's tarball, as `npm pack` has it. */
export function tarballName(module: string, version: string): string {
  return `${packageName(module).replace("@", "").replaceAll("/", "-")}-${version}.tgz`;
}

/**
 * The subpath of an event in its module's package: `shop.orders.v2.OrderPlaced` in `shop/orders` is `v2/order-placed`,
 * `shop.orders.returns.v1.Return.Made` is `returns/v1/return-made`.
 */
export function eventSubpath(module: string, packageOfEvent: string, name: string): string {
  const relative = name.slice(packageOfEvent === "" ? 0 : packageOfEvent.length + 1);
  return [...below(module, packageOfEvent.split(".")), kebab(relative)].join("/");
}

/** The subpath of a file without events: `shop/orders/v2/post_address.proto` in `shop/orders` is `v2/post-address`. */
export function fileSubpath(module: string, path: string): string {
  const folders = path.replace(/\.proto$/, "").split("/");
  const name = folders.pop() ?? "";
  return [...below(module, folders), kebab(name)].join("/");
}

function below(module: string, parts: readonly string[]): string[] {
  const named = parts.filter((part) => part !== "");
  const prefix = module.split("/");
  const isBelow = prefix.every((part, at) => named[at]?.replaceAll("-", "_") === part.replaceAll("-", "_"));
  return isBelow ? named.slice(prefix.length) : named;
}

function kebab(name: string): string {
  return name
    .replace(/([a-z0-9])([A-Z])/g, "$1-$2")
    .replace(/([A-Z]+)([A-Z][a-z])/g, "$1-$2")
    .replace(/[._]+/g, "-")
    .toLowerCase();
}
