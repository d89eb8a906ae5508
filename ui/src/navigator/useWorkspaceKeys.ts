import { useEffect, useRef } from "react";
import { takesText, useKeys } from "../page/useKeys";

interface Actions {
  undo: () => void;
  redo: () => void;
  save: () => void;
  all: () => void;
  none: () => void;
  remove: () => void;
  step: (by: 1 | -1) => void;
}

/** The keys of the Navigator that hold Ctrl or ⌘, and those that do not. Text fields keep their own undo. */
export function useWorkspaceKeys(actions: Actions): void {
  const newest = useRef(actions);
  useEffect(() => {
    newest.current = actions;
  });
  useKeys({ Escape: actions.none, Delete: actions.remove, "[": () => actions.step(-1), "]": () => actions.step(1) });
  useEffect(() => {
    const pressed = (event: KeyboardEvent) => {
      if (!(event.ctrlKey || event.metaKey) || event.altKey || document.querySelector("dialog[open]")) return;
      const key = event.key.toLowerCase();
      const act = newest.current;
      if (key === "s") {
        event.preventDefault();
        act.save();
        return;
      }
      if (takesText(event.target)) return;
      const does = key === "z" && event.shiftKey ? act.redo : { z: act.undo, y: act.redo, a: act.all }[key];
      if (!does) return;
      event.preventDefault();
      does();
    };
    window.addEventListener("keydown", pressed);
    return () => window.removeEventListener("keydown", pressed);
  }, []);
}
