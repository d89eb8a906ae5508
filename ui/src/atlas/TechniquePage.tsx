import type { ReactNode } from "react";
import { Link, useSearch } from "wouter";
import { useApi, useLive, useResource } from "../api/hooks";
import type { TechniqueDetail } from "../api/schema";
import { Failure, LevelBadge, Loading, Time, useTitle } from "../page/widgets";
import { Facts, noRuleWords, RecentFindings, SubtechniqueFigures } from "./TechniquePanel";
import { Term } from "../glossary/Term";
import { Detection } from "./Detection";
import { OwnWords, Whose } from "./OwnWords";
import { Neighbourhood } from "./Neighbourhood";
import { withHeat } from "./matrixModel";
import { Prose } from "./Prose";
import "./technique.css";

export default function TechniquePage(props: { id: string }) {
  const { id } = props;
  const api = useApi();
  const release = new URLSearchParams(useSearch()).get("release") ?? undefined;
  const detail = useResource(`technique ${release ?? ""} ${id}`, (signal) => api.technique(id, release, signal));
  useLive("heat", (heat) => {
    detail.change((before) => withHeat(before, heat));
  });
  useTitle(detail.data ? `${id} ${detail.data.technique.fullName}` : id);
  if (detail.error && !detail.data) {
    return (
      <div className="page">
        <Failure page error={detail.error} what={id} retry={detail.reload} />
        <p>
          <Link href="/">To the Matrix</Link>
        </p>
      </div>
    );
  }
  if (!detail.data) return <Loading what={id} />;
  return <Technique detail={detail.data} release={release} />;
}

function Technique(props: { detail: TechniqueDetail; release: string | undefined }) {
  const { detail } = props;
  const { technique } = detail;
  const query = props.release === undefined ? "" : `?release=${encodeURIComponent(props.release)}`;
  const onMatrix = new URLSearchParams({ ...(props.release !== undefined && { release: props.release }), technique: technique.id });
  return (
    <div className="page technique">
      <header className="page-head stack">
        <nav aria-label="Where it stands" className="row muted">
          <Link href={`/?${onMatrix.toString()}`}>Matrix</Link>
          {detail.parent && (
            <>
              <span aria-hidden="true">›</span>
              <Link href={`/techniques/${detail.parent.id}${query}`}>
                {detail.parent.id} {detail.parent.name}
              </Link>
            </>
          )}
          <span aria-hidden="true">›</span>
          <span className="mono">{technique.id}</span>
          <span>
            in <Term id="release">release</Term> {detail.release}
          </span>
        </nav>
        <h1>{technique.fullName}</h1>
        <Facts detail={detail} />
        <p className="technique-summary">{technique.summary}</p>
        <p className="row">
          {technique.platforms.map((platform) => (
            <span key={platform} className="chip">
              {platform}
            </span>
          ))}
          {/^https?:/.test(technique.url) && (
            <a href={technique.url} rel="noreferrer" target="_blank">
              At atlas.mitre.org ↗
            </a>
          )}
          <Link href={`/one-pagers/${technique.id}${query}`}>One-pager</Link>
          {detail.attackReference && /^https?:/.test(detail.attackReference.url) && (
            <a href={detail.attackReference.url} rel="noreferrer" target="_blank">
              ATT&CK {detail.attackReference.id} ↗
            </a>
          )}
        </p>
      </header>
      <OwnWords own={technique.own} />
      <Neighbourhood detail={detail} query={query} />
      <div className="technique-parts">
        <div className="stack">
          {detail.description !== "" && <Description html={detail.description} />}
          <Detection detail={detail} query={query} />
          <Mitigations detail={detail} query={query} />
          <CaseStudies detail={detail} query={query} />
          {detail.description === "" && technique.own?.addedBy === undefined && <NoDescription />}
        </div>
        <div className="stack">
          <div className="card">
            <RecentFindings technique={technique.id} limit={10} />
          </div>
          <Rules detail={detail} />
          <Subtechniques detail={detail} query={query} />
        </div>
      </div>
    </div>
  );
}

function Part(props: { title: string; count: number; empty: string; children: ReactNode }) {
  return (
    <section className="card stack" aria-label={props.title}>
      <h2>
        {props.title} <span className="muted">{props.count}</span>
      </h2>
      {props.count === 0 ? <p className="muted">{props.empty}</p> : props.children}
    </section>
  );
}

function Description(props: { html: string }) {
  return (
    <section className="card stack" aria-labelledby="description">
      <h2 id="description">Description</h2>
      <Prose html={props.html} />
    </section>
  );
}

function NoDescription() {
  return (
    <p className="muted">
      MITRE's own text is not part of Sextant. <code>./sextant atlas import FILE</code> adds it from an official release file.
    </p>
  );
}

function Mitigations(props: { detail: TechniqueDetail; query: string }) {
  const { mitigations } = props.detail;
  return (
    <Part title="Mitigations" count={mitigations.length} empty="None is known for this technique.">
      <ul className="entries">
        {mitigations.map((each) => (
          <li key={each.id}>
            <p>
              <Link href={`/mitigations/${each.id}${props.query}`}>
                <span className="mono">{each.id}</span> {each.name}
              </Link>{" "}
              {each.inherited && (
                <span className="chip" title="Stated for the parent technique">
                  from the parent
                </span>
              )}{" "}
              {each.addedBy !== undefined && <Whose name={each.addedBy} />}
            </p>
            {each.description === "" ? <p>{each.summary}</p> : <Prose html={each.description} />}
          </li>
        ))}
      </ul>
    </Part>
  );
}

function CaseStudies(props: { detail: TechniqueDetail; query: string }) {
  const { caseStudies } = props.detail;
  return (
    <Part title="Case studies" count={caseStudies.length} empty="No case study of ATLAS uses this technique.">
      <ul className="entries">
        {caseStudies.map((each) => (
          <li key={each.id}>
            <p>
              <Link href={`/case-studies/${each.id}${props.query}`}>
                <span className="mono">{each.id}</span> {each.name}
              </Link>{" "}
              <span className="chip">{each.kind}</span> <span className="muted">{each.date}</span>
            </p>
            <p>{each.summary}</p>
          </li>
        ))}
      </ul>
    </Part>
  );
}

function Rules(props: { detail: TechniqueDetail }) {
  const { detail } = props;
  const { rules } = detail;
  return (
    <Part title="Rules" count={rules.length} empty={noRuleWords(detail)}>
      <ul className="entries">
        {rules.map((rule) => (
          <li key={rule.id}>
            <Link href={`/rules/${encodeURIComponent(rule.id)}`}>{rule.title}</Link>
            <p className="row muted">
              <LevelBadge level={rule.level} />
              <span>{Object.values(rule.logsource).join(" · ")}</span>
              <span>{rule.occurrences === 0 ? "no hits" : `${rule.occurrences} hits`}</span>
              {rule.lastSeen && <Time at={rule.lastSeen} />}
            </p>
          </li>
        ))}
      </ul>
    </Part>
  );
}

function Subtechniques(props: { detail: TechniqueDetail; query: string }) {
  const { subtechniques } = props.detail;
  if (subtechniques.length === 0) return null;
  return (
    <Part title="Sub-techniques" count={subtechniques.length} empty="">
      <ul className="entries">
        {subtechniques.map((each) => (
          <li key={each.id}>
            <Link href={`/techniques/${each.id}${props.query}`}>
              <span className="mono">{each.id}</span> {each.name}
            </Link>
            <p>{each.summary}</p>
            <SubtechniqueFigures sub={each} />
          </li>
        ))}
      </ul>
    </Part>
  );
}
