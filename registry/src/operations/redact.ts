/** What must never reach a log, and what stands there instead. */
const SECRETS: readonly (readonly [RegExp, string])[] = [
  [/\b(postel_[0-9a-f]{16}_)[\w-]+/g, "$1[secret]"],
  [/\b([a-z][a-z\d+.-]*:\/\/)[^\s/?#"'`\\]*@/gi, "$1[secret]@"],
  [/\b(bearer|basic) +[\w+/=~.-]+/gi, "$1 [secret]"],
  [/([?&;\s](?:access_)?(?:token|password|passwd|secret|api_?key)=)[^\s&;"'\\]+/gi, "$1[secret]"],
];

const SHORTEST = 4;

/** Makes a function that takes tokens, passwords in addresses and the given words out of a text. */
export function redactor(words: readonly string[] = []): (text: string) => string {
  const known = words.filter((word) => word.length >= SHORTEST);
  return (text) => {
    const without = known.reduce((rest, word) => rest.replaceAll(word, "[secret]"), text);
    return SECRETS.reduce((rest, [pattern, instead]) => rest.replace(pattern, instead), without);
  };
}

/** The password in a database's address, as written and as meant; none where there is none. */
export function passwordsIn(url: string): string[] {
  if (!URL.canParse(url)) return [];
  const { password, searchParams } = new URL(url);
  const all = [password, decode(password), searchParams.get("password") ?? ""];
  return [...new Set(all)].filter((each) => each !== "");
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
