const WORD = /\p{Lu}+(?=\p{Lu}\p{Ll})|\p{Lu}?\p{Ll}+|\p{Lu}+|\p{N}+|\p{Lo}+/gu;

/** Splits names and prose into lower-case words: `customerId`, `customer_id` and `CUSTOMER-ID` all give customer and id. */
export function tokenize(text: string): string[] {
  return (text.match(WORD) ?? []).map((word) => word.toLowerCase());
}
