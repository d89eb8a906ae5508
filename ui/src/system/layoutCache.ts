import type { Layout, Placed, Point } from "./layout";

/** Layouts of maps that this browser has shown, by the shape of the map; the last one first. */
const KEY = "sextant.layouts";
const MOST = 12;
/** Larger ones would crowd out everything else that the browser keeps for us. */
const LONGEST = 200_000;

type Store = Pick<Storage, "getItem" | "setItem">;
interface Kept {
  shape: string;
  nodes: [string, Placed][];
  bends: [number, readonly Point[]][];
}

function read(store: Store): Kept[] {
  try {
    const found: unknown = JSON.parse(store.getItem(KEY) ?? "[]");
    return Array.isArray(found) ? found.filter((each: Partial<Kept> | null) => typeof each?.shape === "string" && Array.isArray(each.nodes) && Array.isArray(each.bends)) : [];
  } catch {
    return [];
  }
}

/** What the browser keeps for us; nothing when it is told not to. */
export function browserStore(): Store {
  try {
    return window.localStorage;
  } catch {
    return { getItem: () => null, setItem: () => undefined };
  }
}

/** The layout that a map of this shape had here before. */
export function recall(store: Store, shape: string): Layout | undefined {
  const found = read(store).find((each) => each.shape === shape);
  return found && { nodes: new Map(found.nodes), bends: new Map(found.bends) };
}

/** Keeps a layout for the next time; a full or forbidden store keeps nothing. */
export function keep(store: Store, shape: string, layout: Layout): void {
  const kept: Kept = { shape, nodes: [...layout.nodes], bends: [...layout.bends] };
  if (JSON.stringify(kept).length > LONGEST) return;
  try {
    store.setItem(KEY, JSON.stringify([kept, ...read(store).filter((each) => each.shape !== shape)].slice(0, MOST)));
  } catch {
    // The layout is made again the next time.
  }
}
