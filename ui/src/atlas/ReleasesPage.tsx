import { useRef, useState } from "react";
import { Link } from "wouter";
import { useApi, useMay, useResource } from "../api/hooks";
import type { ReleaseSummary } from "../api/schema";
import { Term } from "../glossary/Term";
import { Overlays } from "./Overlays";
import { Failure, IssueList, Loading, useTitle, Wide } from "../page/widgets";

export default function ReleasesPage() {
  useTitle("Releases");
  const api = useApi();
  const releases = useResource("releases", api.releases);
  const may = useMay("CONFIGURE");
  const [error, setError] = useState<Error>();
  const make = (tag: string) => {
    if (!window.confirm(`Make ${tag} the current release? Ids are then read in it wherever none is named.`)) return;
    // What pages have loaded was read in the release before.
    api.makeCurrent(tag).then(() => window.location.reload(), setError);
  };
  return (
    <div className="page">
      <header className="page-head stack">
        <h1>Releases</h1>
        <p>
          The <Term id="release">releases</Term> of ATLAS at hand. Ids are read in the current one wherever none is named. Compare before you change it.
        </p>
      </header>
      {releases.error && !releases.data && <Failure error={releases.error} what="the releases" retry={releases.reload} />}
      {releases.loading && <Loading what="the releases" />}
      {error && <Failure error={error} what="the change" />}
      {releases.data && (
        <Wide label="Releases">
          <table className="list-table">
            <thead>
              <tr>
                <th>Release</th>
                <th>Published</th>
                <th>From</th>
                <th className="number">Tactics</th>
                <th className="number">Techniques</th>
                <th className="number">Sub-techniques</th>
                <th className="number">Mitigations</th>
                <th className="number">Case studies</th>
                <th>
                  <span className="visually-hidden">What to do</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {releases.data.items.map((release) => (
                <Row key={release.tag} release={release} current={releases.data?.current ?? ""} {...(may && { make })} />
              ))}
            </tbody>
          </table>
        </Wide>
      )}
      {releases.data?.items.map(
        (release) =>
          release.notices.length > 0 && (
            <details key={release.tag} className="card">
              <summary>
                {release.tag}: {release.notices.length} things were odd in the file
              </summary>
              <IssueList issues={release.notices} />
            </details>
          ),
      )}
      <Overlays />
      {may && <Import done={releases.reload} />}
    </div>
  );
}

function Row(props: { release: ReleaseSummary; current: string; make?: (tag: string) => void }) {
  const { release, current, make } = props;
  const isCurrent = release.tag === current;
  return (
    <tr>
      <td>
        <Link href={`/?release=${encodeURIComponent(release.tag)}`}>{release.tag}</Link> {isCurrent && <span className="chip">current</span>}
      </td>
      <td className="time">{release.date}</td>
      <td>{release.origin === "imported" ? "imported, with its texts" : "built in, facts alone"}</td>
      <td className="number">{release.tactics}</td>
      <td className="number">{release.techniques}</td>
      <td className="number">{release.subtechniques}</td>
      <td className="number">{release.mitigations}</td>
      <td className="number">{release.caseStudies}</td>
      <td>
        {!isCurrent && (
          <span className="row">
            <Link className="button small" href={`/compare?${new URLSearchParams({ from: current, to: release.tag }).toString()}`}>
              Compare
            </Link>
            {make && (
              <button type="button" className="button small" onClick={() => make(release.tag)}>
                Make current
              </button>
            )}
          </span>
        )}
      </td>
    </tr>
  );
}

function Import(props: { done: () => void }) {
  const api = useApi();
  const file = useRef<HTMLInputElement>(null);
  const [tag, setTag] = useState("");
  const [state, setState] = useState<string | Error>("");
  const send = () => {
    const chosen = file.current?.files?.[0];
    if (!chosen) return;
    setState("Reading…");
    const named = tag.trim() || (/ATLAS-([\w.-]+)\.ya?ml$/.exec(chosen.name)?.[1] ?? "");
    api.importRelease(chosen, named).then((release) => {
      setState(`Imported ${release.tag}. It does not become current by itself.`);
      props.done();
    }, setState);
  };
  return (
    <form
      className="card stack"
      aria-labelledby="import"
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      <h2 id="import">Import a release</h2>
      <p className="muted">
        An official or own file <code>ATLAS-&lt;tag&gt;.yaml</code>. Other sources (web, git, STIX, MISP): <code>./sextant atlas import</code>.
      </p>
      <div className="row">
        <input ref={file} type="file" accept=".yaml,.yml" required aria-label="File" />
        <label className="row">
          Tag <input className="field" value={tag} maxLength={40} placeholder="from the name" onChange={(event) => setTag(event.target.value)} />
        </label>
        <button type="submit" className="button primary">
          Import
        </button>
      </div>
      {state instanceof Error ? <Failure error={state} what="the import" /> : <p role="status">{state}</p>}
    </form>
  );
}
