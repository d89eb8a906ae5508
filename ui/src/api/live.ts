import type { Approval, Decision, Finding, Heat, IngestStatus } from "./schema";

/** How the stream of live events stands. */
export type LiveState =
  | { kind: "connecting" }
  | { kind: "live" }
  | { kind: "waiting"; until: number }
  | { kind: "paused" };

export interface LiveEvents {
  finding: Finding;
  heat: Heat;
  ingest: IngestStatus;
  approval: Approval;
  /** A decision was made; the ledger has it a moment later. */
  decision: { index: number; decision: Decision };
  /** The stream is back after a gap: what was shown may be stale. */
  resync: undefined;
}

type Handler<K extends keyof LiveEvents> = (event: LiveEvents[K]) => void;

/** What the stream needs of the browser. */
export interface LivePlatform {
  open(address: string): EventSource;
  later(milliseconds: number, run: () => void): () => void;
  now(): number;
}

export const BROWSER: LivePlatform = {
  open: (address) => new EventSource(address),
  later: (milliseconds, run) => {
    const timer = setTimeout(run, milliseconds);
    return () => clearTimeout(timer);
  },
  now: () => Date.now(),
};

const FIRST_RETRY_MS = 1_000;
const LONGEST_RETRY_MS = 30_000;

/** One connection to the live events, shared by the whole page; it reconnects by itself. */
export class LiveStream {
  #source: EventSource | undefined;
  #cancelRetry: (() => void) | undefined;
  #failures = 0;
  #hadGap = false;
  #state: LiveState = { kind: "connecting" };
  readonly #watchers = new Set<() => void>();
  readonly #handlers: { [K in keyof LiveEvents]: Set<Handler<K>> } = {
    finding: new Set(),
    heat: new Set(),
    ingest: new Set(),
    approval: new Set(),
    decision: new Set(),
    resync: new Set(),
  };

  constructor(
    private readonly platform: LivePlatform = BROWSER,
    private readonly address = "/api/v1/live",
  ) {}

  get state(): LiveState {
    return this.#state;
  }

  watch = (watcher: () => void): (() => void) => {
    this.#watchers.add(watcher);
    return () => this.#watchers.delete(watcher);
  };

  on<K extends keyof LiveEvents>(kind: K, handler: Handler<K>): () => void {
    const handlers: Set<Handler<K>> = this.#handlers[kind];
    handlers.add(handler);
    return () => handlers.delete(handler);
  }

  /** Connects, at once when it was waiting. Does nothing when connected. */
  start(): void {
    if (this.#source) return;
    this.#cancelRetry?.();
    this.#cancelRetry = undefined;
    this.#become({ kind: "connecting" });
    const source = this.platform.open(this.address);
    this.#source = source;
    source.addEventListener("open", () => this.#opened());
    source.addEventListener("error", () => this.#failed());
    source.addEventListener("finding", (event) => this.#emit("finding", event));
    source.addEventListener("heat", (event) => this.#emit("heat", event));
    source.addEventListener("ingest", (event) => this.#emit("ingest", event));
    source.addEventListener("approval", (event) => this.#emit("approval", event));
    source.addEventListener("decision", (event) => this.#emit("decision", event));
  }

  /** Disconnects until `start`: a hidden page must not hold one of the browser's few connections. */
  pause(): void {
    this.#close();
    this.#hadGap = true;
    this.#become({ kind: "paused" });
  }

  #opened(): void {
    this.#failures = 0;
    this.#become({ kind: "live" });
    if (this.#hadGap) for (const handler of this.#handlers.resync) handler(undefined);
    this.#hadGap = false;
  }

  #failed(): void {
    this.#close();
    this.#hadGap = true;
    const delay = Math.min(LONGEST_RETRY_MS, FIRST_RETRY_MS * 2 ** this.#failures);
    this.#failures += 1;
    this.#become({ kind: "waiting", until: this.platform.now() + delay });
    this.#cancelRetry = this.platform.later(delay, () => this.start());
  }

  #close(): void {
    this.#cancelRetry?.();
    this.#cancelRetry = undefined;
    this.#source?.close();
    this.#source = undefined;
  }

  #emit<K extends Exclude<keyof LiveEvents, "resync">>(kind: K, event: globalThis.Event): void {
    const data = JSON.parse((event as MessageEvent<string>).data) as LiveEvents[K];
    const handlers: Set<Handler<K>> = this.#handlers[kind];
    for (const handler of handlers) handler(data);
  }

  #become(state: LiveState): void {
    this.#state = state;
    for (const watcher of this.#watchers) watcher();
  }
}
