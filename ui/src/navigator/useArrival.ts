import { useEffect, useRef } from "react";
import { useLocation } from "wouter";
import { unpacked } from "./share";
import { activeTab, type Workspace } from "./workspace";

const FRAGMENT = "#layer=";

/** The address names the saved layer that is shown, and opens the one that it names. */
export function useLayerAddress(id: string | undefined, workspace: Workspace, openSaved: (id: string) => void, show: (tab: string) => void, ready: boolean): void {
  const [, navigate] = useLocation();
  const shown = activeTab(workspace)?.saved?.id;
  const named = useRef(shown);
  useEffect(() => {
    if (named.current === shown) return;
    named.current = shown;
    navigate(`/navigator${shown === undefined ? "" : `/${encodeURIComponent(shown)}`}${window.location.search}`, { replace: true });
  }, [navigate, shown]);
  const newest = useRef({ workspace, openSaved, show });
  useEffect(() => {
    newest.current = { workspace, openSaved, show };
  });
  useEffect(() => {
    if (!ready || id === undefined) return;
    const now = newest.current;
    const there = now.workspace.tabs.find((tab) => tab.saved?.id === id);
    if (there) now.show(there.id);
    else now.openSaved(id);
  }, [id, ready]);
}

/** Opens the layer that the fragment of the address holds, and takes it out, so that a reload does not open it again. */
export function useLayerFragment(attempt: (work: Promise<void>) => void, openText: (text: string, otherwise: string) => Promise<void>, ready: boolean): void {
  const newest = useRef({ attempt, openText });
  useEffect(() => {
    newest.current = { attempt, openText };
  });
  useEffect(() => {
    if (!ready) return undefined;
    const look = () => {
      const { hash, pathname, search } = window.location;
      if (!hash.startsWith(FRAGMENT)) return;
      window.history.replaceState(null, "", pathname + search);
      newest.current.attempt(unpacked(hash.slice(FRAGMENT.length)).then((text) => newest.current.openText(text, "")));
    };
    look();
    window.addEventListener("hashchange", look);
    return () => window.removeEventListener("hashchange", look);
  }, [ready]);
}
