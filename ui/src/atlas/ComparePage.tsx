import { Link } from "wouter";
import { useApi, useResource } from "../api/hooks";
import type { ReleaseDiff, ReleaseSummary } from "../api/schema";
import { Term } from "../glossary/Term";
import { downloadCsv } from "../page/csv";
import { useView } from "../page/useUrl";
import { Empty, Failure, Loading, SearchField, Toolbar, useTitle, Wide } from "../page/widgets";
import { addressOf } from "../search/results";
import { CHANGE_WORDS, COMPARE_VIEW, GROUP_WORDS, GROUPS, groupCounts, OBJECT_WORDS, OBJECTS, shownChanges, type Change, type CompareView } from "./compareView";
import "./study.css";

export default function ComparePage() {
  useTitle("Compare releases");
  const api = useApi();
  const [view, change] = useView(COMPARE_VIEW);
  const releases = useResource("releases", api.releases);
  const tags = releases.data?.items.map((each) => each.tag) ?? [];
  const to = view.to === "" ? (tags[0] ?? "") : view.to;
  const from = view.from === "" ? (tags.find((tag) => tag !== to) ?? to) : view.from;
  const diff = useResource(from === "" ? "" : `diff ${from} ${to}`, (signal) => api.diff(from, to, signal));
  return (
    <div className="page">
      <header className="page-head stack">
        <h1>Compare releases</h1>
        <p>
          What ATLAS changed between two <Term id="release">releases</Term>, object by object. <Term id="retired-id">Retired ids</Term> are shown with what took their place.
        </p>
      </header>
      {releases.error && !releases.data && <Failure error={releases.error} what="the releases" retry={releases.reload} />}
      <Pickers from={from} to={to} releases={releases.data?.items ?? []} change={change} />
      {tags.length === 1 && <p className="muted">Only one release is at hand. Import another to compare: ./sextant atlas import FILE.</p>}
      {diff.error && !diff.data && <Failure error={diff.error} what="the comparison" retry={diff.reload} />}
      {diff.loading && <Loading what="the comparison" />}
      {diff.data && <Changes diff={diff.data} view={view} change={change} />}
    </div>
  );
}

function Pickers(props: { from: string; to: string; releases: readonly ReleaseSummary[]; change: (part: Partial<CompareView>) => void }) {
  const { from, to, releases, change } = props;
  const picker = (label: string, value: string, onChange: (tag: string) => void) => (
    <label className="row">
      <span>{label}</span>
      <select className="field" value={value} onChange={(event) => onChange(event.target.value)}>
        {!releases.some((each) => each.tag === value) && <option value={value}>{value}</option>}
        {releases.map((release) => (
          <option key={release.tag} value={release.tag}>
            {release.tag}
            {release.date === undefined ? "" : ` (${release.date})`}
          </option>
        ))}
      </select>
    </label>
  );
  return (
    <div className="row">
      {picker("From", from, (tag) => change({ from: tag, to }))}
      {picker("to", to, (tag) => change({ from, to: tag }))}
      <button type="button" className="button" onClick={() => change({ from: to, to: from })}>
        Swap
      </button>
    </div>
  );
}

function Changes(props: { diff: ReleaseDiff; view: CompareView; change: (part: Partial<CompareView>) => void }) {
  const { diff, view, change } = props;
  const counts = groupCounts(diff.changes, view);
  const shown = shownChanges(diff.changes, view);
  const csv = () =>
    downloadCsv(`atlas-${diff.from}-${diff.to}.csv`, [
      ["change", "object", "id", "name", "before", "after", "successor"],
      ...shown.map((each) => [each.kind, each.object, each.id, each.name, each.before, each.after, each.successor ?? ""]),
    ]);
  return (
    <>
      <Toolbar label="Filter of changes" search={<SearchField label="Filter changes" value={view.text} onChange={(text) => change({ text })} />}>
        <fieldset className="segmented segmented-wrap" aria-label="Kind of change">
          {GROUPS.filter((group) => group === "all" || counts.has(group) || group === view.group).map((group) => (
            <button key={group} type="button" aria-pressed={group === view.group} onClick={() => change({ group })}>
              {GROUP_WORDS[group]} {counts.get(group) ?? 0}
            </button>
          ))}
        </fieldset>
        <select className="field" aria-label="Kind of object" value={view.object} onChange={(event) => change({ object: OBJECTS.find((each) => each === event.target.value) ?? "all" })}>
          {OBJECTS.map((each) => (
            <option key={each} value={each}>
              {OBJECT_WORDS[each]}
            </option>
          ))}
        </select>
        <span className="toolbar-end">
          <button type="button" className="button" onClick={csv}>
            CSV
          </button>
        </span>
      </Toolbar>
      {!diff.texts && <p className="muted">Texts are not compared: that needs both releases imported from their official files (./sextant atlas import FILE).</p>}
      {diff.changes.length === 0 ? (
        <Empty title={diff.from === diff.to ? "Both are the same release" : "Nothing differs"}>
          <p>{diff.from === diff.to ? "Choose another one above." : `${diff.from} and ${diff.to} have the same objects, names, places and edges.`}</p>
        </Empty>
      ) : shown.length === 0 ? (
        <Empty title="No change passes the filter">
          <p>
            <button type="button" className="button" onClick={() => change({ text: "", group: "all", object: "all" })}>
              Clear the filter
            </button>
          </p>
        </Empty>
      ) : (
        <Wide label="Changes" className="card">
          <table className="list-table changes">
            <thead>
              <tr>
                <th scope="col">Change</th>
                <th scope="col">Object</th>
                <th scope="col">{diff.from}</th>
                <th scope="col">{diff.to}</th>
              </tr>
            </thead>
            <tbody>
              {shown.map((each) => (
                <ChangeRow key={`${each.kind} ${each.id} ${each.before} ${each.after}`} change={each} diff={diff} />
              ))}
            </tbody>
          </table>
        </Wide>
      )}
    </>
  );
}

function ChangeRow(props: { change: Change; diff: ReleaseDiff }) {
  const { change, diff } = props;
  const release = change.kind === "removed" ? diff.from : diff.to;
  return (
    <tr>
      <td>{CHANGE_WORDS[change.kind]}</td>
      <td>
        <ObjectLink id={change.id} release={release} /> {change.name}
      </td>
      <td>{change.kind === "removed" ? "" : <Value text={change.before} release={diff.from} />}</td>
      <td>
        {change.successor !== undefined ? (
          <>
            now <ObjectLink id={change.successor} release={diff.to} />
          </>
        ) : change.kind === "added" ? (
          ""
        ) : (
          <Value text={change.after} release={diff.to} />
        )}
      </td>
    </tr>
  );
}

function ObjectLink(props: { id: string; release: string }) {
  const address = addressOf(props.id);
  const query = `?release=${encodeURIComponent(props.release)}`;
  const at = address.indexOf("#");
  return (
    <Link href={at < 0 ? address + query : `${address.slice(0, at)}${query}${address.slice(at)}`} className="mono">
      {props.id}
    </Link>
  );
}

/** A value of a change; an id in it leads to its object. */
function Value(props: { text: string; release: string }) {
  return /^AML\.(T|M|CS)\d{4}(\.\d{3})?$/.test(props.text) ? <ObjectLink id={props.text} release={props.release} /> : props.text;
}
