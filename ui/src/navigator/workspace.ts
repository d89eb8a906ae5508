import type { Layer } from "./layer";

const PAST = 100;
const COALESCE_MS = 1_000;

/** A layer of the server that a tab was opened from or saved to. */
export interface SavedAs {
  id: string;
  version: number;
}

export interface Tab {
  id: string;
  layer: Layer;
  past: readonly Layer[];
  future: readonly Layer[];
  saved: SavedAs | undefined;
  /** the layer as the server has it, or as it was opened */
  base: Layer;
  /** the last edit: others of the same kind soon after it are undone together with it */
  last: { kind: string; at: number };
}

export interface Workspace {
  tabs: readonly Tab[];
  active: string;
  /** tabs that were closed, the last one last */
  closed: readonly Tab[];
}

export type Action =
  | { type: "open"; id: string; layer: Layer; saved?: SavedAs; asNew?: boolean }
  | { type: "close"; id: string }
  | { type: "reopen" }
  | { type: "show"; id: string }
  | { type: "edit"; change: (layer: Layer) => Layer; kind: string; at: number }
  | { type: "undo" }
  | { type: "redo" }
  | { type: "saved"; id: string; saved: SavedAs; layer: Layer }
  | { type: "forget"; saved: string };

export const EMPTY: Workspace = { tabs: [], active: "", closed: [] };

export const activeTab = (workspace: Workspace): Tab | undefined => workspace.tabs.find((tab) => tab.id === workspace.active);
export const isChanged = (tab: Tab): boolean => tab.layer !== tab.base;

/** The tab after or before the active one, around the ends. */
export function stepped(workspace: Workspace, by: 1 | -1): string {
  const { tabs } = workspace;
  const at = tabs.findIndex((tab) => tab.id === workspace.active);
  return tabs.at((at + by) % Math.max(1, tabs.length))?.id ?? workspace.active;
}

export function changed(workspace: Workspace, action: Action): Workspace {
  switch (action.type) {
    case "open":
      return opened(workspace, action);
    case "close":
      return closed(workspace, action.id);
    case "reopen": {
      const tab = workspace.closed.at(-1);
      return tab ? { tabs: [...workspace.tabs, tab], active: tab.id, closed: workspace.closed.slice(0, -1) } : workspace;
    }
    case "show":
      return { ...workspace, active: action.id };
    case "edit":
      return withActive(workspace, (tab) => edited(tab, action));
    case "undo":
      return withActive(workspace, (tab) => {
        const before = tab.past.at(-1);
        return before ? { ...tab, layer: before, past: tab.past.slice(0, -1), future: [tab.layer, ...tab.future], last: { kind: "", at: 0 } } : tab;
      });
    case "redo":
      return withActive(workspace, (tab) => {
        const [next] = tab.future;
        return next ? { ...tab, layer: next, past: [...tab.past, tab.layer], future: tab.future.slice(1), last: { kind: "", at: 0 } } : tab;
      });
    case "saved":
      return { ...workspace, tabs: workspace.tabs.map((tab) => (tab.id === action.id ? { ...tab, saved: action.saved, base: action.layer } : tab)) };
    case "forget":
      return { ...workspace, tabs: workspace.tabs.map((tab) => (tab.saved?.id === action.saved ? { ...tab, saved: undefined, base: { ...tab.base } } : tab)) };
  }
}

function opened(workspace: Workspace, action: Extract<Action, { type: "open" }>): Workspace {
  const { id, layer, saved } = action;
  const there = saved && workspace.tabs.find((tab) => tab.saved?.id === saved.id);
  if (there) return { ...workspace, active: there.id };
  const base = action.asNew ? { ...layer } : layer;
  const tab: Tab = { id, layer, past: [], future: [], saved, base, last: { kind: "", at: 0 } };
  return { ...workspace, tabs: [...workspace.tabs, tab], active: id };
}

function closed(workspace: Workspace, id: string): Workspace {
  const at = workspace.tabs.findIndex((tab) => tab.id === id);
  const tab = workspace.tabs[at];
  if (!tab) return workspace;
  const tabs = workspace.tabs.filter((each) => each.id !== id);
  const active = workspace.active === id ? (tabs[Math.min(at, tabs.length - 1)]?.id ?? "") : workspace.active;
  return { tabs, active, closed: [...workspace.closed, tab].slice(-10) };
}

function withActive(workspace: Workspace, change: (tab: Tab) => Tab): Workspace {
  return { ...workspace, tabs: workspace.tabs.map((tab) => (tab.id === workspace.active ? change(tab) : tab)) };
}

function edited(tab: Tab, action: Extract<Action, { type: "edit" }>): Tab {
  const layer = action.change(tab.layer);
  if (layer === tab.layer) return tab;
  const goesOn = action.kind !== "" && tab.last.kind === action.kind && action.at - tab.last.at < COALESCE_MS;
  return {
    ...tab,
    layer,
    past: goesOn ? tab.past : [...tab.past, tab.layer].slice(-PAST),
    future: [],
    last: { kind: action.kind, at: action.at },
  };
}
