import { useEffect, useReducer, useRef } from "react";
import type { Layer } from "./layer";
import { changed, EMPTY, isChanged, type Action, type SavedAs, type Workspace } from "./workspace";

const KEY = "sextant.navigator";
const SETTLE_MS = 400;

interface Kept {
  tabs: { id: string; layer: Layer; saved?: SavedAs; changed: boolean }[];
  active: string;
}

/** Open layers outlive a reload of this tab of the browser, and nothing more: comments may be confidential. */
function read(): Workspace {
  try {
    const kept = JSON.parse(sessionStorage.getItem(KEY) ?? "null") as Kept | null;
    if (!kept) return EMPTY;
    const tabs = kept.tabs.map((tab) => ({
      id: tab.id,
      layer: tab.layer,
      past: [],
      future: [],
      saved: tab.saved,
      base: tab.changed ? { ...tab.layer } : tab.layer,
      last: { kind: "", at: 0 },
    }));
    return { tabs, active: kept.active, closed: [] };
  } catch {
    return EMPTY;
  }
}

function write(workspace: Workspace): void {
  const kept: Kept = {
    tabs: workspace.tabs.map((tab) => ({ id: tab.id, layer: tab.layer, changed: isChanged(tab), ...(tab.saved && { saved: tab.saved }) })),
    active: workspace.active,
  };
  try {
    sessionStorage.setItem(KEY, JSON.stringify(kept));
  } catch {
    // No storage, or no room in it: the layers last until the page is left.
  }
}

export function useWorkspace(): [Workspace, (action: Action) => void] {
  const [workspace, act] = useReducer(changed, undefined, read);
  const newest = useRef(workspace);
  useEffect(() => {
    newest.current = workspace;
    const timer = setTimeout(() => write(workspace), SETTLE_MS);
    return () => clearTimeout(timer);
  }, [workspace]);
  useEffect(() => {
    const leave = () => write(newest.current);
    window.addEventListener("pagehide", leave);
    return () => {
      window.removeEventListener("pagehide", leave);
      leave();
    };
  }, []);
  return [workspace, act];
}
