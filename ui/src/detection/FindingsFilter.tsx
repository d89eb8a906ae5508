import { LEVELS, STATUSES } from "../api/schema";
import { Choices, SearchField, Segmented, statusWord, Toolbar } from "../page/widgets";
import { OPEN, type FindingsView, type Period } from "./findingsView";

const PERIOD_WORDS: readonly (readonly [Period, string])[] = [
  ["1h", "1 h"],
  ["24h", "24 h"],
  ["7d", "7 d"],
  ["all", "All"],
];

export function FindingsFilter(props: { view: FindingsView; change: (part: Partial<FindingsView>) => void; csv: string }) {
  const { view, change } = props;
  const openOnly = view.status.length === OPEN.length && OPEN.every((each) => view.status.includes(each));
  return (
    <Toolbar label="Findings filter" search={<SearchField label="Filter findings" value={view.text} onChange={(text) => change({ text })} />}>
      <Segmented label="Last seen within" value={view.from === "" && view.to === "" ? view.period : ("" as Period)} options={PERIOD_WORDS} onChange={(period) => change({ period, from: "", to: "" })} />
      <button type="button" className="button" aria-pressed={openOnly} onClick={() => change({ status: openOnly ? [] : OPEN })}>
        Open
      </button>
      <Choices label="Status" options={STATUSES.map((each) => [each, statusWord(each)] as const)} chosen={view.status} onChange={(status) => change({ status })} />
      <Choices label="Level" options={LEVELS.map((each) => [each, each] as const)} chosen={view.level} onChange={(level) => change({ level })} />
      <Between view={view} change={change} />
      {view.technique !== "" && <Taken what="technique" value={view.technique} onClear={() => change({ technique: "" })} />}
      {view.rule !== "" && <Taken what="rule" value={view.rule} onClear={() => change({ rule: "" })} />}
      <a className="button toolbar-end" href={props.csv} download>
        CSV
      </a>
    </Toolbar>
  );
}

function Taken(props: { what: string; value: string; onClear: () => void }) {
  return (
    <span className="chip taken">
      {props.what} <span className="mono">{props.value}</span>
      <button type="button" aria-label={`Any ${props.what}`} onClick={props.onClear}>
        ✕
      </button>
    </span>
  );
}

function Between(props: { view: FindingsView; change: (part: Partial<FindingsView>) => void }) {
  const { view, change } = props;
  const used = view.from !== "" || view.to !== "";
  return (
    <details className="choices">
      <summary className="button" aria-label="Between two times">
        Between
        {used && <span className="count">1</span>}
        <span aria-hidden="true">▾</span>
      </summary>
      <div className="choices-list between">
        <label>
          From
          <input type="datetime-local" className="field" value={localOf(view.from)} onChange={(event) => change({ from: instantOf(event.target.value) })} />
        </label>
        <label>
          To
          <input type="datetime-local" className="field" value={localOf(view.to)} onChange={(event) => change({ to: instantOf(event.target.value) })} />
        </label>
        <button type="button" className="button small" disabled={!used} onClick={() => change({ from: "", to: "" })}>
          Any time
        </button>
      </div>
    </details>
  );
}

/** An instant as the field of the browser wants it: local, without a zone. */
function localOf(instant: string): string {
  if (instant === "") return "";
  const at = new Date(instant);
  return new Date(at.getTime() - at.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}

function instantOf(local: string): string {
  const at = new Date(local);
  return local === "" || Number.isNaN(at.getTime()) ? "" : at.toISOString();
}
