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
  const prefix = module.split("/");
  const parts = packageOfEvent.split(".").filter((part) => part !== "");
  const own = prefix.every((part, at) => parts[at] === part.replaceAll("-", "_")) ? parts.slice(prefix.length) : parts;
  const relative = name.slice(packageOfEvent === "" ? 0 : packageOfEvent.length + 1);
  return [...own, kebab(relative)].join("/");
}

function kebab(name: string): string {
  return name
    .replace(/([a-z0-9])([A-Z])/g, "$1-$2")
    .replace(/([A-Z]+)([A-Z][a-z])/g, "$1-$2")
    .replace(/[._]+/g, "-")
    .toLowerCase();
}
