import { useEffect, useMemo, useRef, useState } from "react";
import { useApi, useLive, useResource, useSoon } from "../api/hooks";
import type { Finding, Heat } from "../api/schema";
import { heatData } from "./matrixData";
import type { Window } from "./matrixView";

const PULSE_MS = 4_000;
const SETTLE_MS = 700;
const WINDOW_RENEWAL_MS = 60_000;

/** How often each technique was seen in the window, kept up to date by the live stream. */
export function useHeat(window: Window) {
  const api = useApi();
  const heat = useResource(...heatData(api, window));
  const { reload, change } = heat;
  const reloadSoon = useSoon(reload, SETTLE_MS);
  useEffect(() => {
    if (window === "all") return undefined;
    const timer = setInterval(reload, WINDOW_RENEWAL_MS);
    return () => clearInterval(timer);
  }, [window, reload]);

  useLive("resync", reload);
  useLive("heat", (newest) => {
    if (window === "all") change((before) => ({ items: withHeat(before.items, newest) }));
    else reloadSoon();
  });
  const items = heat.data?.items;
  const byTechnique = useMemo(() => new Map((items ?? []).map((each) => [each.technique, each])), [items]);
  return { byTechnique, loaded: items !== undefined, error: heat.error, reload };
}

export function withHeat(items: readonly Heat[], newest: Heat): Heat[] {
  return [...items.filter((each) => each.technique !== newest.technique), newest];
}

/** The findings that just arrived, for the pulse of their cells and the line above the matrix. */
export function useArrivals() {
  const [latest, setLatest] = useState<Finding>();
  const [pulsing, setPulsing] = useState<ReadonlySet<string>>(new Set());
  const timers = useRef(new Map<string, ReturnType<typeof setTimeout>>());
  useLive("finding", (finding) => {
    setLatest(finding);
    for (const { id } of finding.techniques) {
      clearTimeout(timers.current.get(id));
      timers.current.set(
        id,
        setTimeout(() => {
          timers.current.delete(id);
          setPulsing(new Set(timers.current.keys()));
        }, PULSE_MS),
      );
    }
    setPulsing(new Set(timers.current.keys()));
  });
  useEffect(() => {
    const running = timers.current;
    return () => {
      for (const timer of running.values()) clearTimeout(timer);
    };
  }, []);
  return { latest, pulsing };
}
