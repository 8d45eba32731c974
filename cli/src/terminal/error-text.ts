/** What is known about an error of any room; our own errors know the most. */
interface Told {
  readonly message: string;
  readonly code?: string;
  readonly where?: string | undefined;
  readonly why?: string | undefined;
  readonly next?: string;
}

/** An error as people read it: what is wrong, where, why and what to do next, one line each. */
export function errorText(error: unknown, paint: (style: "red", text: string) => string): string {
  const told = shown(tell(error));
  const lines = [
    `${paint("red", "error:")} ${told.message}`,
    ...(told.where === undefined ? [] : [`  where: ${told.where}`]),
    ...(told.why === undefined ? [] : [`  why:   ${told.why}`]),
    ...(told.next === undefined ? [] : [`  next:  ${told.next}`]),
  ];
  return `${lines.join("\n")}\n`;
}

/** An error as programs read it: one JSON document on one line. */
export function errorJson(error: unknown): string {
  const { message, code, where, why, next } = tell(error);
  return `${JSON.stringify({ version: 1, error: { code: code ?? "INTERNAL", message, where, why, next } })}\n`;
}

/** Texts may come from schemas and registries: what would steer a terminal is written out. Line breaks are ours. */
function shown({ message, where, why, next }: Told): Told {
  const plain = (text: string) => text.replace(/(?!\n)[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, escaped);
  return {
    message: plain(message),
    where: where && plain(where),
    why: why && plain(why),
    ...(next !== undefined && { next: plain(next) }),
  };
}

function escaped(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
}

function tell(error: unknown): Told {
  return error instanceof Error ? error : { message: String(error) };
}
