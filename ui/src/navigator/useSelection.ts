import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import { visibleCells, type Column } from "../atlas/matrixModel";
import { NOTHING, picked, type Pick } from "./selection";

const techniqueOf = (key: string): string => key.slice(key.indexOf("/") + 1);

/** Which boxes are selected, and which one the keyboard is on. */
export function useSelection(columns: readonly Column[], places: ReadonlyMap<string, readonly string[]>) {
  const [selection, setSelection] = useState(NOTHING);
  const [asked, setAsked] = useState("");
  const [across, setAcross] = useState(true);
  const same = useCallback((key: string): readonly string[] => (across ? (places.get(techniqueOf(key)) ?? [key]) : [key]), [across, places]);
  const newest = useRef({ columns, same });
  useEffect(() => {
    newest.current = { columns, same };
  });
  // Boxes are many and keep their handlers, so these never change.
  const pick = useCallback((key: string, how: Pick) => setSelection((before) => picked(before, key, how, newest.current.columns, newest.current.same)), []);
  const focus = useCallback((key: string) => setAsked(key), []);
  const move = useCallback((key: string, extend: boolean) => {
    setAsked((from) => {
      if (extend) setSelection((before) => picked(before.anchor === "" ? { ...before, anchor: from } : before, key, { range: true, toggle: false }, newest.current.columns, newest.current.same));
      return key;
    });
  }, []);
  const choose = useCallback((keys: readonly string[]) => setSelection({ keys: new Set(keys), anchor: keys[0] ?? "" }), []);
  const clear = useCallback(() => setSelection(NOTHING), []);
  const shown = useMemo(() => columns.flatMap(visibleCells), [columns]);
  const current = shown.some((cell) => cell.key === asked) ? asked : (shown[0]?.key ?? "");
  const keys = useMemo(() => [...selection.keys], [selection]);
  const techniques = useMemo(() => [...new Set(keys.map(techniqueOf))], [keys]);
  return { chosen: selection.keys, keys, techniques, current, across, setAcross, pick, focus, move, choose, clear };
}
