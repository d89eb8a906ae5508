import { Link } from "wouter";
import { useApi, useResource } from "../api/hooks";
import type { SystemDiff, SystemSummary } from "../api/schema";
import { useView, type ViewCodec } from "../page/useUrl";
import { Empty, Failure, Loading, Time, useTitle, Wide } from "../page/widgets";
import { ThreatLevelBadge } from "../threat/words";
import "./system.css";

interface ChangesView {
  /** 0: the version before */
  from: number;
  /** 0: the newest */
  to: number;
}

const number = (text: string | null): number => (text !== null && /^\d{1,9}$/.test(text) ? Number(text) : 0);

const CHANGES_VIEW: ViewCodec<ChangesView> = {
  read: (query) => ({ from: number(query.get("from")), to: number(query.get("to")) }),
  write: (view) => {
    const query = new URLSearchParams();
    if (view.from > 0) query.set("from", String(view.from));
    if (view.to > 0) query.set("to", String(view.to));
    return query;
  },
};

/** What became of a system's map and threats between two of its versions. */
export default function ChangesPage(props: { id: string }) {
  const { id } = props;
  useTitle("What changed");
  const api = useApi();
  const [view, change] = useView(CHANGES_VIEW);
  const versions = useResource(`versions ${id}`, (signal) => api.systemVersions(id, signal));
  const items = versions.data?.items ?? [];
  const to = view.to === 0 ? (items[0]?.version ?? 0) : view.to;
  const from = view.from === 0 ? Math.max(1, to - 1) : view.from;
  const diff = useResource(to === 0 || from === to ? "" : `changes ${id} ${from} ${to}`, (signal) => api.systemDiff(id, from, to, signal));
  return (
    <div className="page">
      <header className="page-head stack">
        <p className="row crumbs">
          <Link href="/systems">Systems</Link> <span aria-hidden="true">/</span>
          <Link href={`/systems/${encodeURIComponent(id)}`}>{items[0]?.name ?? id}</Link>
        </p>
        <h1>What changed</h1>
        <p>Between two versions of the map: in the map itself, and in the threats that follow from it.</p>
      </header>
      {versions.error && !versions.data && <Failure error={versions.error} what="the versions" retry={versions.reload} />}
      {versions.loading && <Loading what="the versions" />}
      {items.length === 1 && (
        <Empty title="There is one version so far">
          <p className="muted">Every save of the map makes another one. Then this page tells what it did to the threats.</p>
        </Empty>
      )}
      {items.length > 1 && (
        <>
          <div className="row">
            <Picker label="From" value={from} items={items} onChange={(next) => change({ from: next, to })} />
            <Picker label="to" value={to} items={items} onChange={(next) => change({ from, to: next })} />
          </div>
          {from === to && <p className="muted">Both are the same version.</p>}
          {diff.error && !diff.data && <Failure error={diff.error} what="the comparison" retry={diff.reload} />}
          {diff.loading && <Loading what="the comparison" />}
          {diff.data && <Changes system={id} diff={diff.data} />}
          <Versions items={items} />
        </>
      )}
    </div>
  );
}

function Picker(props: { label: string; value: number; items: readonly SystemSummary[]; onChange: (version: number) => void }) {
  return (
    <label className="row">
      <span>{props.label}</span>
      <select className="field" value={props.value} onChange={(event) => props.onChange(Number(event.target.value))}>
        {props.items.map((each) => (
          <option key={each.version} value={each.version}>
            version {each.version}
            {each.note === "" ? "" : `: ${each.note}`}
          </option>
        ))}
      </select>
    </label>
  );
}

function Changes(props: { system: string; diff: SystemDiff }) {
  const { diff, system } = props;
  const register = `/threats?system=${encodeURIComponent(system)}`;
  return (
    <>
      <section className="card stack" aria-labelledby="changes-threats">
        <h2 id="changes-threats">
          Threats: {diff.added.length} added, {diff.gone.length} gone, {diff.changed.length} changed, {diff.same} as before
        </h2>
        {diff.added.length + diff.gone.length + diff.changed.length === 0 ? (
          <p className="muted">The change did nothing to the threats.</p>
        ) : (
          <Wide label="Changed threats">
            <table className="list-table">
              <thead>
                <tr>
                  <th scope="col">Change</th>
                  <th scope="col">Risk</th>
                  <th scope="col">Threat</th>
                  <th scope="col">What could happen</th>
                </tr>
              </thead>
              <tbody>
                {diff.added.map((each) => (
                  <tr key={each.key}>
                    <td className="change-added">added</td>
                    <td>
                      <ThreatLevelBadge level={each.level} />
                    </td>
                    <td>
                      <Link href={`${register}&threat=${encodeURIComponent(`${system}/${each.key}`)}`}>{each.name}</Link>
                      <br />
                      <span className="mono muted">{each.key}</span>
                    </td>
                    <td>{each.says}</td>
                  </tr>
                ))}
                {diff.gone.map((each) => (
                  <tr key={each.key}>
                    <td className="change-gone">gone</td>
                    <td>
                      <ThreatLevelBadge level={each.level} />
                    </td>
                    <td>
                      {each.name}
                      <br />
                      <span className="mono muted">{each.key}</span>
                    </td>
                    <td>{each.says}</td>
                  </tr>
                ))}
                {diff.changed.map((each) => (
                  <tr key={each.key}>
                    <td>changed</td>
                    <td>
                      <ThreatLevelBadge level={each.level} />
                    </td>
                    <td>
                      <Link href={`${register}&threat=${encodeURIComponent(`${system}/${each.key}`)}`}>{each.name}</Link>
                      <br />
                      <span className="mono muted">{each.key}</span>
                    </td>
                    <td>{each.what.join("; ")}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </Wide>
        )}
        {diff.newQuestions.length > 0 && (
          <>
            <h3>New questions</h3>
            <ul className="bullets">
              {diff.newQuestions.map((each) => (
                <li key={each}>{each}</li>
              ))}
            </ul>
          </>
        )}
      </section>
      <section className="card stack" aria-labelledby="changes-map">
        <h2 id="changes-map">The map</h2>
        {diff.map.length === 0 && <p className="muted">The maps say the same; only their text differs.</p>}
        <ul className="stack">
          {diff.map.map((each) => (
            <li key={`${each.sort} ${each.kind} ${each.id}`}>
              <span className={`change-${each.kind}`}>{each.kind}</span> {each.sort} <strong>{each.id}</strong>
              {each.what.length > 0 && (
                <ul className="bullets">
                  {each.what.map((what) => (
                    <li key={what} className="mono">
                      {what}
                    </li>
                  ))}
                </ul>
              )}
            </li>
          ))}
        </ul>
      </section>
    </>
  );
}

function Versions(props: { items: readonly SystemSummary[] }) {
  return (
    <section className="card stack" aria-labelledby="changes-versions">
      <h2 id="changes-versions">Versions</h2>
      <ul>
        {props.items.map((each) => (
          <li key={each.version}>
            <strong>{each.version}</strong> <Time at={each.saved} /> by {each.author === "" ? "somebody" : each.author}
            {each.note !== "" && <span className="muted"> {each.note}</span>}
          </li>
        ))}
      </ul>
    </section>
  );
}
