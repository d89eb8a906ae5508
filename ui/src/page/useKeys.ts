import { useEffect, useRef } from "react";

/** Whether what is typed there is text, which no shortcut may take. */
export function takesText(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target.isContentEditable || target.tagName === "TEXTAREA" || target.tagName === "SELECT") return true;
  return target instanceof HTMLInputElement && !["checkbox", "radio", "button"].includes(target.type);
}

/** Runs the action of a pressed key, unless somebody types text, a modifier is held, or a dialog is open. */
export function useKeys(actions: Record<string, (event: KeyboardEvent) => void>): void {
  const newest = useRef(actions);
  useEffect(() => {
    newest.current = actions;
  });
  useEffect(() => {
    const pressed = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
      if (event.key !== "Escape" && takesText(event.target)) return;
      if (document.querySelector("dialog[open]")) return;
      newest.current[event.key]?.(event);
    };
    window.addEventListener("keydown", pressed);
    return () => window.removeEventListener("keydown", pressed);
  }, []);
}
