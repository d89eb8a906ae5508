import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import { Link, useLocation } from "wouter";
import { useApi, useMay } from "../api/hooks";
import type { FindingStatus } from "../api/schema";
import { useNow } from "../page/clock";
import { useKeys } from "../page/useKeys";
import { useView } from "../page/useUrl";
import { Empty, Failure, Loading, useTitle } from "../page/widgets";
import { FindingDetailPane } from "./FindingDetailPane";
import { FindingsFilter } from "./FindingsFilter";
import { FindingsTable } from "./FindingsTable";
import { FINDINGS_VIEW, parametersOf, type FindingsView } from "./findingsView";
import { MOST_WAITING } from "./liveList";
import { useFindings } from "./useFindings";
import { useTriage, type Triage } from "./useTriage";
import "./findings.css";

export default function FindingsPage(props: { id: string | undefined }) {
  const { id } = props;
  useTitle("Findings");
  const api = useApi();
  const may = useMay("TRIAGE");
  const [view, change] = useView(FINDINGS_VIEW);
  const now = useNow();
  const list = useFindings(view);
  const triage = useTriage(list.take);
  const { open, close } = useOpening(view);
  const [asked, setCursor] = useState("");
  const cursor = list.rows.some((row) => row.id === asked) ? asked : (id ?? "");
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const choose = useCallback((finding: string) => {
    setChosen((before) => {
      const next = new Set(before);
      if (!next.delete(finding)) next.add(finding);
      return next;
    });
  }, []);

  const step = (by: 1 | -1) => {
    const at = list.rows.findIndex((row) => row.id === cursor);
    const next = list.rows[at < 0 ? 0 : at + by];
    if (!next) {
      if (by === 1) list.more?.();
      return;
    }
    setCursor(next.id);
    if (id !== undefined) open(next.id, true);
    document.querySelector(`[data-finding="${CSS.escape(next.id)}"]`)?.scrollIntoView({ block: "nearest" });
  };
  const targets = chosen.size > 0 ? list.rows.filter((row) => chosen.has(row.id)) : list.rows.filter((row) => row.id === cursor);
  const set = (status: FindingStatus) => () => {
    if (may && targets.length > 0) void triage.triage(targets, status).then(() => setChosen(new Set()));
  };
  useKeys({
    j: () => step(1),
    k: () => step(-1),
    Enter: (event) => {
      if (cursor !== "" && !(event.target instanceof HTMLElement && event.target.closest("a, button, summary"))) open(cursor);
    },
    x: () => cursor !== "" && choose(cursor),
    a: set("acknowledged"),
    r: set("resolved"),
    f: set("false_positive"),
    n: set("new"),
    u: () => void triage.undo(),
    s: list.show,
    Escape: () => (id === undefined ? setChosen(new Set()) : close()),
  });

  return (
    <div className={`findings-page${id === undefined ? "" : " with-detail"}`}>
      <h1 className="visually-hidden">Findings</h1>
      <section className="findings-list" aria-label="List of findings">
        <div className="findings-head stack">
          <FindingsFilter view={view} change={change} csv={api.findingsCsv(parametersOf(view, now))} />
          <Waiting count={list.waiting} show={list.show} />
          {chosen.size > 0 && <BulkBar count={chosen.size} may={may} set={set} clear={() => setChosen(new Set())} />}
        </div>
        {list.error && <Failure error={list.error} what="the findings" retry={list.reload} />}
        {list.loading ? (
          <Loading what="findings" />
        ) : list.rows.length === 0 && !list.error ? (
          <NoFindings view={view} change={change} waiting={list.waiting} />
        ) : (
          <FindingsTable
            rows={list.rows}
            cursor={cursor}
            opened={id}
            chosen={chosen}
            href={open.href}
            onCursor={setCursor}
            onChoose={choose}
            onChooseAll={(all) => setChosen(new Set(all ? list.rows.map((row) => row.id) : []))}
          />
        )}
        <More more={list.more} busy={list.busy} shown={list.rows.length} />
      </section>
      {id !== undefined && <FindingDetailPane key={id} id={id} triage={triage} may={may} onClose={close} />}
      <Outcome triage={triage} />
    </div>
  );
}

/** The ways into and out of one finding, the filter kept. */
function useOpening(view: FindingsView) {
  const [, navigate] = useLocation();
  const query = FINDINGS_VIEW.write(view).toString();
  const suffix = query === "" ? "" : `?${query}`;
  const open = useMemo(() => {
    const href = (finding: string) => `/findings/${encodeURIComponent(finding)}${suffix}`;
    return Object.assign((finding: string, replace = false) => navigate(href(finding), { replace }), { href });
  }, [navigate, suffix]);
  const close = useCallback(() => navigate(`/findings${suffix}`), [navigate, suffix]);
  return { open, close };
}

function Waiting(props: { count: number; show: () => void }) {
  return (
    <div role="status" className="waiting">
      {props.count > 0 && (
        <button type="button" className="button small waiting-button" onClick={props.show}>
          {props.count}
          {props.count >= MOST_WAITING && "+"} new — show
        </button>
      )}
    </div>
  );
}

function BulkBar(props: { count: number; may: boolean; set: (status: FindingStatus) => () => void; clear: () => void }) {
  return (
    <div className="bulk row" role="toolbar" aria-label="Selected findings">
      <strong>{props.count} selected</strong>
      {props.may && (
        <>
          <button type="button" className="button small" onClick={props.set("acknowledged")}>
            Acknowledge
          </button>
          <button type="button" className="button small" onClick={props.set("resolved")}>
            Resolve
          </button>
          <button type="button" className="button small" onClick={props.set("false_positive")}>
            False positive
          </button>
          <button type="button" className="button small" onClick={props.set("new")}>
            Back to new
          </button>
        </>
      )}
      <button type="button" className="button small quiet" onClick={props.clear}>
        Clear
      </button>
    </div>
  );
}

function NoFindings(props: { view: FindingsView; change: (part: Partial<FindingsView>) => void; waiting: number }) {
  const filtered = FINDINGS_VIEW.write(props.view).toString() !== "";
  if (filtered) {
    return (
      <Empty title="No finding passes the filter">
        <p>
          <button type="button" className="button" onClick={() => props.change(FINDINGS_VIEW.read(new URLSearchParams()))}>
            Clear the filter
          </button>
        </p>
      </Empty>
    );
  }
  return (
    <Empty title="No findings yet">
      <p className="muted">Rules have found nothing in what arrived. See whether telemetry arrives at all, and which rules watch it.</p>
      <p className="row">
        <Link href="/ingest" className="button">
          What is arriving
        </Link>
        <Link href="/rules" className="button">
          The rules
        </Link>
        <Link href="/" className="button">
          Load the example on the Matrix
        </Link>
      </p>
    </Empty>
  );
}

/** Loads the next page when the end of the list comes into view. */
function More(props: { more: (() => void) | undefined; busy: boolean; shown: number }) {
  const { more } = props;
  const end = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const element = end.current;
    if (!element || !more) return undefined;
    const observer = new IntersectionObserver((entries) => entries.some((entry) => entry.isIntersecting) && more(), { rootMargin: "400px" });
    observer.observe(element);
    return () => observer.disconnect();
  }, [more]);
  return (
    <div ref={end} className="findings-end muted">
      {more ? (
        <button type="button" className="button small" disabled={props.busy} onClick={more}>
          {props.busy ? "Loading…" : "Load more"}
        </button>
      ) : (
        props.shown > 0 && <span>{props.shown === 1 ? "One finding." : `All ${props.shown} findings.`}</span>
      )}
    </div>
  );
}

const OUTCOME_MS = 6_000;

function Outcome(props: { triage: Triage }) {
  const { outcome, canUndo, undo, dismiss } = props.triage;
  useEffect(() => {
    if (!outcome || outcome.failed) return undefined;
    const timer = setTimeout(dismiss, OUTCOME_MS);
    return () => clearTimeout(timer);
  }, [outcome, dismiss]);
  return (
    <div className="outcome" role="status">
      {outcome && (
        <div className={`outcome-box row${outcome.failed ? " outcome-failed" : ""}`}>
          <span>{outcome.words}</span>
          {canUndo && !outcome.failed && (
            <button type="button" className="button small" onClick={() => void undo()}>
              Undo <kbd>u</kbd>
            </button>
          )}
          <button type="button" className="icon-button" aria-label="Dismiss" onClick={dismiss}>
            ✕
          </button>
        </div>
      )}
    </div>
  );
}

