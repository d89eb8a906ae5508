import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import { useApi } from "../api/hooks";
import type { SystemDetail, ThreatPreview } from "../api/schema";
import { readMap, type MapView } from "./mapText";

const MOST_UNDONE = 100;
const TYPING_MS = 700;
const PREVIEW_MS = 300;

interface History {
  past: readonly string[];
  text: string;
  future: readonly string[];
  /** when the last step was typed, so that typing on is the same step */
  typed: number;
}

export interface MapEditor {
  text: string;
  view: MapView;
  dirty: boolean;
  canUndo: boolean;
  canRedo: boolean;
  undo: () => void;
  redo: () => void;
  /** a step on the diagram */
  change: (text: string) => void;
  /** a key pressed in the text */
  type: (text: string) => void;
  preview: ThreatPreview | undefined;
  /** what the text was saved as, and its version */
  saved: { text: string; version: number };
  setSaved: (saved: { text: string; version: number }) => void;
  replace: (text: string, version: number) => void;
}

/** The text of a map with undo, and what the server thinks of it as it stands. */
export function useMap(detail: SystemDetail): MapEditor {
  const [saved, setSaved] = useState({ text: detail.text, version: detail.saved.version });
  const [history, setHistory] = useState<History>({ past: [], text: detail.text, future: [], typed: 0 });
  const step = useCallback((text: string, typing: boolean) => {
    setHistory((before) => {
      if (text === before.text) return before;
      const now = Date.now();
      const sameStep = typing && now - before.typed < TYPING_MS && before.past.length > 0;
      return { past: sameStep ? before.past : [...before.past, before.text].slice(-MOST_UNDONE), text, future: [], typed: typing ? now : 0 };
    });
  }, []);
  const change = useCallback((text: string) => step(text, false), [step]);
  const type = useCallback((text: string) => step(text, true), [step]);
  const undo = useCallback(
    () =>
      setHistory((before) => {
        const last = before.past.at(-1);
        return last === undefined ? before : { past: before.past.slice(0, -1), text: last, future: [before.text, ...before.future], typed: 0 };
      }),
    [],
  );
  const redo = useCallback(
    () =>
      setHistory((before) => {
        const [next, ...future] = before.future;
        return next === undefined ? before : { past: [...before.past, before.text], text: next, future, typed: 0 };
      }),
    [],
  );
  const replace = useCallback((text: string, version: number) => {
    setHistory({ past: [], text, future: [], typed: 0 });
    setSaved({ text, version });
  }, []);
  const { text } = history;
  // A newer version than the one at hand takes its place, unless somebody has begun to change that.
  if (detail.saved.version > saved.version && text === saved.text) replace(detail.text, detail.saved.version);
  const view = useMemo(() => readMap(text), [text]);
  const preview = usePreview(text);
  return {
    text,
    view,
    dirty: text !== saved.text,
    canUndo: history.past.length > 0,
    canRedo: history.future.length > 0,
    undo,
    redo,
    change,
    type,
    preview,
    saved,
    setSaved,
    replace,
  };
}

function usePreview(text: string): ThreatPreview | undefined {
  const api = useApi();
  const [preview, setPreview] = useState<ThreatPreview>();
  const newest = useRef(0);
  useEffect(() => {
    newest.current += 1;
    const mine = newest.current;
    const timer = setTimeout(() => {
      api.previewThreats(text).then(
        (answer) => mine === newest.current && setPreview(answer),
        // Saving tells what is wrong; a preview that fails leaves the last one.
        () => undefined,
      );
    }, PREVIEW_MS);
    return () => clearTimeout(timer);
  }, [api, text]);
  return preview;
}
