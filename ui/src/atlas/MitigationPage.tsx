import { Link, useSearch } from "wouter";
import { useApi, useResource } from "../api/hooks";
import { Term } from "../glossary/Term";
import { Failure, Loading, useTitle } from "../page/widgets";
import { OwnWords } from "./OwnWords";
import { Prose } from "./Prose";
import "./technique.css";

export default function MitigationPage(props: { id: string }) {
  const { id } = props;
  const api = useApi();
  const release = new URLSearchParams(useSearch()).get("release") ?? undefined;
  const query = release === undefined ? "" : `?release=${encodeURIComponent(release)}`;
  const mitigation = useResource(`mitigation ${release ?? ""} ${id}`, (signal) => api.mitigation(id, release, signal));
  useTitle(mitigation.data ? `${id} ${mitigation.data.name}` : id);
  if (mitigation.error && !mitigation.data) {
    return (
      <div className="page">
        <Failure page error={mitigation.error} what={id} retry={mitigation.reload} />
        <p>
          <Link href="/">To the Matrix</Link>
        </p>
      </div>
    );
  }
  if (!mitigation.data) return <Loading what={id} />;
  const { data } = mitigation;
  return (
    <div className="page">
      <header className="page-head stack">
        <p className="row muted">
          <Term id="mitigation">Mitigation</Term> <span className="mono">{data.id}</span> in release {data.release}
        </p>
        <h1>{data.name}</h1>
        <p className="technique-summary">{data.summary}</p>
        <p className="row">
          {[...data.categories, ...data.lifecycle].map((word) => (
            <span key={word} className="chip">
              {word}
            </span>
          ))}
          {/^https?:/.test(data.url) && (
            <a href={data.url} rel="noreferrer" target="_blank">
              At atlas.mitre.org ↗
            </a>
          )}
        </p>
      </header>
      <OwnWords own={data.own} />
      {data.description !== "" && (
        <section className="card stack" aria-labelledby="description">
          <h2 id="description">Description</h2>
          <Prose html={data.description} />
        </section>
      )}
      <section className="card stack" aria-labelledby="techniques">
        <h2 id="techniques">
          Techniques it acts on <span className="muted">{data.techniques.length}</span>
        </h2>
        {data.techniques.length === 0 && <p className="muted">None is stated. Sub-techniques inherit what is stated for their parent.</p>}
        <ul className="entries">
          {data.techniques.map((technique) => (
            <li key={technique.id}>
              <Link href={`/techniques/${technique.id}${query}`}>
                <span className="mono">{technique.id}</span> {technique.name}
              </Link>
              {technique.description === "" ? <p>{technique.summary}</p> : <Prose html={technique.description} />}
            </li>
          ))}
        </ul>
      </section>
    </div>
  );
}
