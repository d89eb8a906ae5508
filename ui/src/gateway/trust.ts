/** How the keys of a ledger compare with what this browser saw before. */
export type KeyNews = "first" | "same" | "changed";

const PREFIX = "sextant.ledger.";

/** Compares, and remembers: keys stay known once one known before stands beside them. */
export function keyNews(storage: Pick<Storage, "getItem" | "setItem">, origin: string, keys: readonly string[]): KeyNews {
  const known = storage.getItem(PREFIX + origin)?.split("\n");
  if (known && !known.some((each) => keys.includes(each))) return "changed";
  storage.setItem(PREFIX + origin, keys.join("\n"));
  return known ? "same" : "first";
}
