/** Names a pair by the full names of its ends, for maps. */
export function pairKey(pair: { readonly from: string; readonly to: string }): string {
  return `${pair.from}>${pair.to}`;
}
