/** `OrderPlaced` → `orderPlaced`. */
export function lowerFirst(name: string): string {
  return name.slice(0, 1).toLowerCase() + name.slice(1);
}

/** `orderPlaced` → `OrderPlaced`. */
export function upperFirst(name: string): string {
  return name.slice(0, 1).toUpperCase() + name.slice(1);
}

/** `OrderPlaced` → `order-placed`, `Order.HTTPFailed` → `order-http-failed`. */
export function kebab(name: string): string {
  return name
    .replace(/([a-z0-9])([A-Z])/g, "$1-$2")
    .replace(/([A-Z]+)([A-Z][a-z])/g, "$1-$2")
    .replace(/[._]+/g, "-")
    .toLowerCase();
}
