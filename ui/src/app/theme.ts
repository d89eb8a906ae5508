import { useCallback, useState } from "react";

export type Theme = "system" | "light" | "dark";

const KEY = "sextant.theme";

function chosen(): Theme {
  const theme = document.documentElement.dataset["theme"];
  return theme === "light" || theme === "dark" ? theme : "system";
}

/** The chosen theme, and how to choose another; "system" follows the machine's preference. */
export function useTheme(): [Theme, (theme: Theme) => void] {
  const [theme, setTheme] = useState(chosen);
  const choose = useCallback((next: Theme) => {
    if (next === "system") delete document.documentElement.dataset["theme"];
    else document.documentElement.dataset["theme"] = next;
    try {
      if (next === "system") localStorage.removeItem(KEY);
      else localStorage.setItem(KEY, next);
    } catch {
      // Storage is forbidden in this browser: the choice lasts until the page is left.
    }
    setTheme(next);
  }, []);
  return [theme, choose];
}
