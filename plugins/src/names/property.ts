const IDENTIFIER = /^[A-Za-z_$][\w$]*$/;

/** Names that an object has before anyone sets them. */
const INHERITED = new Set(["__proto__", "constructor", "toString", "toJSON", "valueOf"]);

/** How a property is read: `.orderId`, or `["1st"]` where the name is no identifier. */
export function access(name: string): string {
  return IDENTIFIER.test(name) ? `.${name}` : `[${JSON.stringify(name)}]`;
}

/** How a property is read when what holds it may be undefined: `?.orderId`. */
export function maybeAccess(name: string): string {
  return IDENTIFIER.test(name) ? `?.${name}` : `?.[${JSON.stringify(name)}]`;
}

/** How a property is named in an object literal or an interface. */
export function propertyKey(name: string): string {
  if (name === "__proto__") return '["__proto__"]';
  return IDENTIFIER.test(name) ? name : JSON.stringify(name);
}

/** A name that objects do not inherit, so that a missing one is missed. */
export function safeProperty(name: string): string {
  return INHERITED.has(name) ? `${name}$` : name;
}
