import { useEffect, useRef, useState } from "react";
import { Link } from "wouter";
import { useApi, useLive, useResource, useSoon } from "../api/hooks";
import type { FieldMatch, FindingDetail, FindingStatus, HistoryEntry } from "../api/schema";
import { Failure, LevelBadge, Loading, StatusBadge, statusWord, TechniqueChip, Time, Wide } from "../page/widgets";
import { Evidence, Marked } from "./Evidence";
import { excerptOf, needlesOf, segmentsOf, type Segment } from "./highlight";
import type { Triage } from "./useTriage";

const SETTLE_MS = 400;

export function FindingDetailPane(props: { id: string; triage: Triage; may: boolean; onClose: () => void }) {
  const { id } = props;
  const api = useApi();
  const detail = useResource(`finding ${id}`, (signal) => api.finding(id, signal));
  const { reload, change } = detail;
  const reloadSoon = useSoon(reload, SETTLE_MS);
  useLive("finding", (finding) => {
    if (finding.id !== id) return;
    change((before) => ({ ...before, finding }));
    reloadSoon();
  });
  useLive("resync", reload);
  // A triage may have been done by a key or for many at once: its outcome renews the history.
  const { outcome } = props.triage;
  useEffect(() => {
    if (outcome) reload();
  }, [outcome, reload]);
  return (
    <article className="finding-detail" aria-label="Finding">
      <button type="button" className="button small quiet back" onClick={props.onClose}>
        ← All findings
      </button>
      <button type="button" className="icon-button panel-close" aria-label="Close the finding" onClick={props.onClose}>
        ✕
      </button>
      {detail.error && !detail.data && <Failure error={detail.error} what="this finding" retry={reload} />}
      {detail.loading && <Loading what="the finding" />}
      {detail.data && (
        <>
          <Head detail={detail.data} />
          {props.may && <TriageBar key={detail.data.finding.status} detail={detail.data} triage={props.triage} />}
          <Why detail={detail.data} />
          <EvidencePart detail={detail.data} />
          <History detail={detail.data} may={props.may} triage={props.triage} />
        </>
      )}
    </article>
  );
}

function Head(props: { detail: FindingDetail }) {
  const { finding, rule } = props.detail;
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    if (!document.activeElement?.closest(".findings-table")) heading.current?.focus({ preventScroll: true });
  }, []);
  return (
    <header className="stack">
      <p className="row">
        <LevelBadge level={finding.level} />
        <StatusBadge status={finding.status} />
        <span className="mono muted">{finding.id}</span>
      </p>
      <h2 ref={heading} tabIndex={-1} className="finding-title">
        {finding.title}
      </h2>
      <p className="row">
        {finding.techniques.map((technique) => (
          <TechniqueChip key={technique.id} technique={technique} named />
        ))}
      </p>
      <dl className="facts">
        <Fact name="Rule">
          <Link href={`/rules/${encodeURIComponent(finding.rule)}`}>{rule.title}</Link>
        </Fact>
        {Object.entries(finding.entities).map(([name, value]) => (
          <Fact key={name} name={name}>
            {value}
          </Fact>
        ))}
        {finding.system !== "" && <Fact name="System">{finding.system}</Fact>}
        <Fact name="Seen">
          {finding.count === 1 ? (
            <>
              once, <Time at={finding.last} />
            </>
          ) : (
            <>
              {finding.count} times, first <Time at={finding.first} />, last <Time at={finding.last} />
            </>
          )}
        </Fact>
      </dl>
    </header>
  );
}

function Fact(props: { name: string; children: React.ReactNode }) {
  return (
    <div>
      <dt>{props.name}</dt>
      <dd>{props.children}</dd>
    </div>
  );
}

const ACTIONS: readonly (readonly [FindingStatus, string, string])[] = [
  ["acknowledged", "Acknowledge", "a"],
  ["resolved", "Resolve", "r"],
  ["false_positive", "False positive", "f"],
  ["new", "Back to new", "n"],
];

function TriageBar(props: { detail: FindingDetail; triage: Triage }) {
  const { finding } = props.detail;
  const [note, setNote] = useState("");
  return (
    <div className="triage-bar row">
      {ACTIONS.filter(([status]) => status !== finding.status).map(([status, word, key]) => (
        <button key={status} type="button" className="button small" onClick={() => void props.triage.triage([finding], status, note)}>
          {word} <kbd>{key}</kbd>
        </button>
      ))}
      <input className="field note" aria-label="Note for the history" placeholder="Note for the history" maxLength={2000} value={note} onChange={(event) => setNote(event.target.value)} />
    </div>
  );
}

function Why(props: { detail: FindingDetail }) {
  const { matches, rule } = props.detail;
  return (
    <section className="panel-part" aria-labelledby="why">
      <h3 id="why">Why it matched</h3>
      {matches.length === 0 ? (
        <p className="muted">
          {rule.kind === "correlation" ? "It is the number or order of events that matched, no single field; see them below." : "Which fields matched can no longer be told: the events are gone or the rule has changed."}
        </p>
      ) : (
        <Wide label="Matched fields">
          <table className="list-table why">
            <thead>
              <tr>
                <th scope="col">Selection</th>
                <th scope="col">Field</th>
                <th scope="col">Expected</th>
                <th scope="col">Found</th>
              </tr>
            </thead>
            <tbody>
              {matches.map((match) => (
                <tr key={`${match.selection} ${match.field} ${match.expected} ${match.value}`}>
                  <td className="mono">{match.selection}</td>
                  <td className="mono">{fieldWord(match)}</td>
                  <td className="mono">
                    <span className="clamped" title={match.expected}>
                      {match.expected}
                    </span>
                  </td>
                  <td>
                    <Marked segments={foundSegments(match)} />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </Wide>
      )}
    </section>
  );
}

/** The value near what was asked for, only that marked: all of it is the value. */
function foundSegments(match: FieldMatch): Segment[] {
  return excerptOf(segmentsOf(match.value, needlesOf([match]))).map((segment) => (segment.mark === "value" ? { ...segment, mark: "" } : segment));
}

const fieldWord = (match: FieldMatch): string => (match.field === "" ? "anywhere" : match.field);

function EvidencePart(props: { detail: FindingDetail }) {
  const { events, matches, finding } = props.detail;
  const [at, setAt] = useState(0);
  const event = events[Math.min(at, events.length - 1)];
  return (
    <section className="panel-part" aria-labelledby="evidence">
      <div className="spread">
        <h3 id="evidence">Evidence</h3>
        {events.length > 1 && (
          <div className="row">
            <button type="button" className="button small" disabled={at === 0} onClick={() => setAt(at - 1)}>
              Newer
            </button>
            <span className="muted">
              event {at + 1} of {events.length}
              {finding.evidence.length > events.length && `, ${finding.evidence.length} in all`}
            </span>
            <button type="button" className="button small" disabled={at >= events.length - 1} onClick={() => setAt(at + 1)}>
              Older
            </button>
          </div>
        )}
      </div>
      {event ? <Evidence key={event.id} event={event} matches={matches} /> : <p className="muted">The events have passed out of retention; the finding and its history remain.</p>}
    </section>
  );
}

function History(props: { detail: FindingDetail; may: boolean; triage: Triage }) {
  const { history, finding } = props.detail;
  const entries = history.toSorted((a, b) => Date.parse(b.time) - Date.parse(a.time));
  return (
    <section className="panel-part" aria-labelledby="history">
      <h3 id="history">History</h3>
      {entries.length === 0 && <p className="muted">Nobody has touched it yet.</p>}
      <ol className="panel-list">
        {entries.map((entry) => (
          <HistoryLine key={`${entry.time} ${entry.to}`} entry={entry} canPutBack={props.may && entry.from !== finding.status} onPutBack={() => void props.triage.triage([finding], entry.from, "put back")} />
        ))}
      </ol>
    </section>
  );
}

function HistoryLine(props: { entry: HistoryEntry; canPutBack: boolean; onPutBack: () => void }) {
  const { entry } = props;
  return (
    <li>
      <span className="spread">
        <span>
          <strong>{entry.author}</strong>: {statusWord(entry.from)} → {statusWord(entry.to)} <span className="muted"><Time at={entry.time} /></span>
        </span>
        {props.canPutBack && (
          <button type="button" className="button small quiet" onClick={props.onPutBack}>
            Put back to {statusWord(entry.from)}
          </button>
        )}
      </span>
      {entry.note !== "" && <span className="muted">{entry.note}</span>}
    </li>
  );
}
