import type { ReactNode } from "react";
import { Link, useSearch } from "wouter";
import { useApi, useResource } from "../api/hooks";
import type { TechniqueDetail } from "../api/schema";
import { Failure, Loading, useTitle } from "../page/widgets";
import "./onepager.css";

/** More of a kind would not fit a sheet. */
const MOST = 4;

/** A technique on one sheet of paper. */
export default function OnePagerPage(props: { id: string }) {
  const { id } = props;
  const api = useApi();
  const release = new URLSearchParams(useSearch()).get("release") ?? undefined;
  const detail = useResource(`technique ${release ?? ""} ${id}`, (signal) => api.technique(id, release, signal));
  useTitle(`One-pager ${id}`);
  if (detail.error && !detail.data) {
    return (
      <div className="page">
        <Failure page error={detail.error} what={id} retry={detail.reload} />
      </div>
    );
  }
  if (!detail.data) return <Loading what={id} />;
  return (
    <div className="page">
      <p className="row sheet-tools">
        <button type="button" className="button primary" onClick={() => window.print()}>
          Print
        </button>
        <Link href={`/techniques/${id}${release === undefined ? "" : `?release=${encodeURIComponent(release)}`}`}>To the technique</Link>
      </p>
      <Sheet detail={detail.data} />
    </div>
  );
}

function Sheet(props: { detail: TechniqueDetail }) {
  const { technique, tactics, detection, mitigations, caseStudies, release } = props.detail;
  return (
    <article className="card sheet">
      <header>
        <h1>{technique.fullName}</h1>
        <p className="muted">
          {[technique.id, tactics.map((each) => each.name).join(", "), technique.maturity, `ATLAS ${release}`].filter(Boolean).join(" · ")}
        </p>
        <p className="sheet-summary">{technique.summary}</p>
      </header>
      {detection && (
        <>
          <Block title="What it looks like">
            {detection.blind ? (
              <p>
                It cannot be seen. {detection.blind.because} What comes nearest: {detection.blind.nearest}
              </p>
            ) : (
              <List items={detection.indicators} />
            )}
          </Block>
          {detection.ideas.length > 0 && (
            <Block title="How to find it">
              <List items={detection.ideas} />
            </Block>
          )}
        </>
      )}
      {mitigations.length > 0 && (
        <Block title="What helps against it">
          <List items={mitigations.map((each) => `${each.name}: ${each.summary}`)} />
        </Block>
      )}
      {caseStudies.length > 0 && (
        <Block title="Where it was used">
          <List items={caseStudies.map((each) => `${each.name} (${each.id}, ${each.date})`)} />
        </Block>
      )}
      {detection && (
        <Block title="Try it">
          <p>{detection.test}</p>
        </Block>
      )}
    </article>
  );
}

function Block(props: { title: string; children: ReactNode }) {
  return (
    <section>
      <h2>{props.title}</h2>
      {props.children}
    </section>
  );
}

function List(props: { items: readonly string[] }) {
  return (
    <ul>
      {props.items.slice(0, MOST).map((item) => (
        <li key={item}>{item}</li>
      ))}
    </ul>
  );
}
