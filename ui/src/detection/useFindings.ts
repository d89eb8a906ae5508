import { useCallback, useEffect, useRef, useState } from "react";
import { useApi, useLive } from "../api/hooks";
import type { Finding } from "../api/schema";
import { belongs, FINDINGS_VIEW, parametersOf, type FindingsView } from "./findingsView";
import { append, arrive, MOST_WAITING, NO_ROWS, reveal, type LiveList } from "./liveList";

const PAGE = 50;

interface Loaded {
  key: string;
  list: LiveList;
  /** cursor of the next page; undefined at the end */
  next: string | undefined;
  error: Error | undefined;
}

const asError = (error: unknown): Error => (error instanceof Error ? error : new Error(String(error)));

/** The findings of a view, page by page, with what arrives meanwhile. */
export function useFindings(view: FindingsView) {
  const api = useApi();
  const key = FINDINGS_VIEW.write(view).toString();
  const [round, setRound] = useState(0);
  const [loaded, setLoaded] = useState<Loaded>();
  const [busy, setBusy] = useState(false);
  const newestView = useRef(view);
  useEffect(() => {
    newestView.current = view;
  });

  useEffect(() => {
    const abort = new AbortController();
    const loading = newestView.current;
    api.findings({ ...parametersOf(loading, Date.now()), limit: PAGE }, abort.signal).then(
      (page) => setLoaded({ key, list: append(NO_ROWS, page.items), next: page.next, error: undefined }),
      (error: unknown) => {
        if (!abort.signal.aborted) setLoaded({ key, list: NO_ROWS, next: undefined, error: asError(error) });
      },
    );
    return () => abort.abort();
  }, [api, key, round]);

  const current = loaded?.key === key ? loaded : undefined;
  const next = current?.next;
  const change = useCallback(
    (step: (list: LiveList) => LiveList) => setLoaded((before) => before && { ...before, list: step(before.list) }),
    [],
  );

  const more = useCallback(() => {
    if (next === undefined || busy) return;
    setBusy(true);
    api
      .findings({ ...parametersOf(newestView.current, Date.now()), limit: PAGE, cursor: next })
      .then(
        (page) => setLoaded((before) => (before?.key === key ? { ...before, list: append(before.list, page.items), next: page.next, error: undefined } : before)),
        (error: unknown) => setLoaded((before) => before && { ...before, error: asError(error) }),
      )
      .finally(() => setBusy(false));
  }, [api, busy, key, next]);

  const take = useCallback(
    (finding: Finding) => change((list) => arrive(list, finding, belongs(finding, newestView.current, Date.now()))),
    [change],
  );
  useLive("finding", take);
  useLive("resync", () => {
    api.findings({ ...parametersOf(newestView.current, Date.now()), limit: PAGE }).then(
      (page) => page.items.toReversed().forEach(take),
      (error: unknown) => setLoaded((before) => before && { ...before, error: asError(error) }),
    );
  });

  const waiting = current?.list.waiting.length ?? 0;
  const reload = useCallback(() => setRound((before) => before + 1), []);
  const show = useCallback(() => (waiting < MOST_WAITING ? change(reveal) : reload()), [change, reload, waiting]);
  return {
    rows: current?.list.rows ?? [],
    waiting,
    loading: current === undefined,
    error: current?.error,
    more: next === undefined ? undefined : more,
    busy,
    reload,
    show,
    take,
  };
}
