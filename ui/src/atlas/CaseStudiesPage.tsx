import { Link } from "wouter";
import { useApi, useResource } from "../api/hooks";
import type { CaseStudy } from "../api/schema";
import { Term } from "../glossary/Term";
import { oneOf, useView, type ViewCodec } from "../page/useUrl";
import { Empty, Failure, Loading, SearchField, Segmented, Toolbar, useTitle } from "../page/widgets";
import { matrixData } from "./matrixData";
import "./study.css";

const KINDS = ["all", "incident", "exercise"] as const;
const KIND_WORDS = [
  ["all", "All"],
  ["incident", "Incidents"],
  ["exercise", "Exercises"],
] as const;

interface StudiesView {
  release: string;
  text: string;
  kind: (typeof KINDS)[number];
  tactic: string;
  technique: string;
}

const STUDIES_VIEW: ViewCodec<StudiesView> = {
  read: (query) => ({
    release: query.get("release") ?? "",
    text: query.get("q") ?? "",
    kind: oneOf(query, "kind", KINDS, "all"),
    tactic: query.get("tactic") ?? "",
    technique: query.get("technique") ?? "",
  }),
  write: (view) => {
    const query = new URLSearchParams();
    for (const [name, value] of [["release", view.release], ["q", view.text], ["kind", view.kind === "all" ? "" : view.kind], ["tactic", view.tactic], ["technique", view.technique]] as const) {
      if (value !== "") query.set(name, value);
    }
    return query;
  },
};

function passes(study: CaseStudy, view: StudiesView): boolean {
  if (view.kind !== "all" && study.kind !== view.kind) return false;
  if (view.tactic !== "" && !study.tactics.includes(view.tactic)) return false;
  if (view.technique !== "" && !study.techniques.some((id) => id === view.technique || id.startsWith(`${view.technique}.`))) return false;
  const text = `${study.id} ${study.name} ${study.summary} ${study.actor} ${study.target} ${study.date}`.toLowerCase();
  return view.text.toLowerCase().split(/\s+/).every((word) => text.includes(word));
}

export default function CaseStudiesPage() {
  useTitle("Case studies");
  const api = useApi();
  const [view, change] = useView(STUDIES_VIEW);
  const release = view.release === "" ? undefined : view.release;
  const studies = useResource(`case studies ${view.release}`, (signal) => api.caseStudies(release, signal));
  const matrix = useResource(...matrixData(api, view.release));
  if (studies.error && !studies.data) {
    return (
      <div className="page">
        <Failure page error={studies.error} what="the case studies" retry={studies.reload} />
      </div>
    );
  }
  const shown = (studies.data?.items ?? []).filter((study) => passes(study, view)).sort((a, b) => b.date.localeCompare(a.date) || a.id.localeCompare(b.id));
  return (
    <div className="page">
      <header className="page-head stack">
        <h1>Case studies</h1>
        <p>
          Attacks on AI systems that happened or were carried out to learn from them, each as a path of <Term id="step">steps</Term> over the <Term id="matrix">matrix</Term>
          {studies.data && ` of ATLAS ${studies.data.release}`}.
        </p>
      </header>
      <Toolbar label="Filter of case studies" search={<SearchField label="Filter case studies" value={view.text} onChange={(text) => change({ text })} />}>
        <Segmented label="Kind" value={view.kind} options={KIND_WORDS} onChange={(kind) => change({ kind })} />
        <select className="field" aria-label="Tactic" value={view.tactic} onChange={(event) => change({ tactic: event.target.value })}>
          <option value="">Any tactic</option>
          {(matrix.data?.tactics ?? []).map((tactic) => (
            <option key={tactic.id} value={tactic.id}>
              {tactic.name}
            </option>
          ))}
        </select>
        {view.technique !== "" && (
          <button type="button" className="button" onClick={() => change({ technique: "" })}>
            {view.technique} ✕
          </button>
        )}
        <span className="toolbar-end muted">
          {shown.length} of {studies.data?.items.length ?? 0}
        </span>
      </Toolbar>
      {studies.loading && <Loading what="the case studies" />}
      {studies.data && shown.length === 0 && (
        <Empty title="No case study passes the filter">
          <p>
            <button type="button" className="button" onClick={() => change({ text: "", kind: "all", tactic: "", technique: "" })}>
              Show all
            </button>
          </p>
        </Empty>
      )}
      <ul className="studies">
        {shown.map((study) => (
          <li key={study.id} className="card stack">
            <p className="row muted">
              <span className="mono">{study.id}</span>
              {study.kind !== "" && <span className="chip">{study.kind}</span>}
              <span>{study.date}</span>
              <span>
                {study.steps} steps, {study.tactics.length} tactics
              </span>
            </p>
            <h2>
              <Link href={`/case-studies/${study.id}${view.release === "" ? "" : `?release=${encodeURIComponent(view.release)}`}`}>{study.name}</Link>
            </h2>
            <p>{study.summary}</p>
          </li>
        ))}
      </ul>
    </div>
  );
}
