import {
  createContext,
  useCallback,
  useContext,
  useEffect,
  useRef,
  useState,
  useSyncExternalStore,
  type ReactNode,
} from "react";
import { takeAhead } from "./ahead";
import { Api } from "./client";
import { LiveStream, type LiveEvents, type LiveState } from "./live";
import type { Session } from "./schema";

interface Connection {
  api: Api;
  live: LiveStream;
  session: Session;
}

const ConnectionContext = createContext<Connection | undefined>(undefined);

export function ConnectionProvider(props: { connection: Connection; children: ReactNode }) {
  return <ConnectionContext value={props.connection}>{props.children}</ConnectionContext>;
}

function useConnection(): Connection {
  const connection = useContext(ConnectionContext);
  if (!connection) throw new Error("outside of ConnectionProvider");
  return connection;
}

export const useApi = (): Api => useConnection().api;
export const useSession = (): Session => useConnection().session;

/** Whether the signed-in person may do what demands this permission. */
export function useMay(permission: "TRIAGE" | "APPROVE" | "INGEST" | "CONFIGURE" | "ADMINISTER"): boolean {
  return useSession().permissions.some((each) => each.toUpperCase() === permission);
}

export function useLiveState(): LiveState {
  const { live } = useConnection();
  return useSyncExternalStore(live.watch, () => live.state);
}

export function useReconnect(): () => void {
  const { live } = useConnection();
  return useCallback(() => live.start(), [live]);
}

/** Calls the newest `handler` for every live event of the kind. */
export function useLive<K extends keyof LiveEvents>(kind: K, handler: (event: LiveEvents[K]) => void): void {
  const { live } = useConnection();
  const newest = useRef(handler);
  useEffect(() => {
    newest.current = handler;
  });
  useEffect(() => live.on(kind, (event) => newest.current(event)), [live, kind]);
}

export interface Resource<T> {
  data: T | undefined;
  error: Error | undefined;
  loading: boolean;
  reload: () => void;
  change: (next: (data: T) => T) => void;
}

const KEPT = 40;
const kept = new Map<string, unknown>();

function keep(key: string, data: unknown): void {
  kept.delete(key);
  kept.set(key, data);
  const oldest = kept.keys().next();
  if (kept.size > KEPT && !oldest.done) kept.delete(oldest.value);
}

/**
 * Data from the server by key. What was loaded under the key before shows at once while the newest
 * is fetched; an empty key loads nothing.
 */
export function useResource<T>(key: string, load: (signal: AbortSignal) => Promise<T>): Resource<T> {
  const [answer, setAnswer] = useState<{ key: string; data?: T; error?: Error }>({ key: "" });
  const [round, setRound] = useState(0);
  const newestLoad = useRef(load);
  useEffect(() => {
    newestLoad.current = load;
  });
  useEffect(() => {
    if (key === "") return undefined;
    const abort = new AbortController();
    (takeAhead<T>(key) ?? newestLoad.current(abort.signal)).then(
      (data) => {
        if (abort.signal.aborted) return;
        keep(key, data);
        setAnswer({ key, data });
      },
      (error: unknown) => {
        if (abort.signal.aborted) return;
        const failure = error instanceof Error ? error : new Error(String(error));
        setAnswer((before) => (before.key === key ? { ...before, error: failure } : { key, error: failure }));
      },
    );
    return () => abort.abort();
    // A new round asks again for the same key.
  }, [key, round]);

  const reload = useCallback(() => setRound((before) => before + 1), []);
  const change = useCallback(
    (next: (data: T) => T) =>
      setAnswer((before) => {
        if (before.key !== key || before.data === undefined) return before;
        const data = next(before.data);
        keep(key, data);
        return { ...before, data };
      }),
    [key],
  );
  const data = answer.key === key ? answer.data : (kept.get(key) as T | undefined);
  const error = answer.key === key ? answer.error : undefined;
  return { data, error, loading: data === undefined && error === undefined && key !== "", reload, change };
}

/** A `reload` that a burst of calls runs once, `delay` milliseconds after the first. */
export function useSoon(reload: () => void, delay: number): () => void {
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const newest = useRef(reload);
  useEffect(() => {
    newest.current = reload;
  });
  useEffect(
    () => () => {
      clearTimeout(timer.current);
      timer.current = undefined;
    },
    [],
  );
  return useCallback(() => {
    timer.current ??= setTimeout(() => {
      timer.current = undefined;
      newest.current();
    }, delay);
  }, [delay]);
}
