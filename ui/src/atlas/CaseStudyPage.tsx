import { useState } from "react";
import { Link, useLocation, useSearch } from "wouter";
import { useApi, useResource } from "../api/hooks";
import type { CaseStudyDetail, Matrix } from "../api/schema";
import { Term } from "../glossary/Term";
import { linkTo } from "../navigator/exporting";
import { annotate, newLayer } from "../navigator/layer";
import { Failure, Loading, useTitle, Wide } from "../page/widgets";
import { OwnWords } from "./OwnWords";
import { Prose } from "./Prose";
import { matrixData } from "./matrixData";
import { BOX, short, studyPath, type Step } from "./studyPath";
import "./study.css";

const USED = "#e8a33d";

export default function CaseStudyPage(props: { id: string }) {
  const { id } = props;
  const api = useApi();
  const release = new URLSearchParams(useSearch()).get("release") ?? undefined;
  const study = useResource(`case study ${release ?? ""} ${id}`, (signal) => api.caseStudy(id, release, signal));
  const matrix = useResource(...matrixData(api, release ?? ""));
  useTitle(study.data ? `${id} ${study.data.study.name}` : id);
  if (study.error && !study.data) {
    return (
      <div className="page">
        <Failure page error={study.error} what={id} retry={study.reload} />
        <p>
          <Link href="/case-studies">To the case studies</Link>
        </p>
      </div>
    );
  }
  if (!study.data) return <Loading what={id} />;
  return <Study detail={study.data} matrix={matrix.data} query={release === undefined ? "" : `?release=${encodeURIComponent(release)}`} />;
}

function Study(props: { detail: CaseStudyDetail; matrix: Matrix | undefined; query: string }) {
  const { detail, matrix, query } = props;
  const { study, steps } = detail;
  const [chosen, setChosen] = useState(0);
  const facts = [study.date, study.actor && `by ${study.actor}`, study.target && `against ${study.target}`, detail.reporter && `told by ${detail.reporter}`].filter(Boolean);
  const branches = steps.some((step) => step.next.length > 1);
  return (
    <div className="page">
      <header className="page-head stack">
        <nav aria-label="Where it stands" className="row muted">
          <Link href={`/case-studies${query}`}>Case studies</Link>
          <span aria-hidden="true">›</span>
          <span className="mono">{study.id}</span>
          <span>in release {detail.release}</span>
        </nav>
        <h1>{study.name}</h1>
        <p className="row">
          {study.kind !== "" && (
            <span className="chip">
              <Term id={study.kind}>{study.kind}</Term>
            </span>
          )}
          {facts.join(" · ")}
        </p>
        <p className="technique-summary">{study.summary}</p>
        <p className="row">
          {matrix && <OpenAsLayer detail={detail} matrix={matrix} />}
          {steps.length > 0 && (
            <Link className="button" href={`/exercises/new?${new URLSearchParams({ study: study.id, release: detail.release }).toString()}`}>
              Plan an exercise
            </Link>
          )}
          {/^https?:/.test(study.url) && (
            <a href={study.url} rel="noreferrer" target="_blank">
              At atlas.mitre.org ↗
            </a>
          )}
        </p>
      </header>
      <OwnWords own={detail.own} />
      {detail.description !== "" && (
        <section className="card stack" aria-labelledby="description">
          <h2 id="description">What happened</h2>
          <Prose html={detail.description} />
        </section>
      )}
      <section className="card stack" aria-labelledby="path">
        <h2 id="path">
          The path over the matrix <span className="muted">{steps.length} steps{branches && ", with branches"}</span>
        </h2>
        <Wide label="Path over the matrix">
          <Path steps={steps} tactics={matrix?.tactics.map((tactic) => tactic.id) ?? []} chosen={chosen} onChoose={setChosen} />
        </Wide>
      </section>
      <section className="card stack" aria-labelledby="steps">
        <h2 id="steps">Steps</h2>
        {steps.every((step) => step.text === "") && (
          <p className="muted">
            MITRE's own text is not part of Sextant; what each technique is stands here in our words. <code>./sextant atlas import FILE</code> adds it from an official release file.
          </p>
        )}
        <ol className="steps">
          {steps.map((step) => (
            <StepEntry key={step.number} step={step} query={query} chosen={chosen === step.number} onChoose={setChosen} branches={branches} />
          ))}
        </ol>
      </section>
    </div>
  );
}

function StepEntry(props: { step: Step; query: string; chosen: boolean; onChoose: (number: number) => void; branches: boolean }) {
  const { step, query } = props;
  return (
    <li id={`step-${step.number}`} className={props.chosen ? "step step-chosen" : "step"} onPointerEnter={() => props.onChoose(step.number)}>
      <span className="step-number" aria-hidden="true">
        {step.number}
      </span>
      <div className="stack">
        <p>
          <span className="muted">{step.tactic.name || step.tactic.id}</span>
          <br />
          <Link href={`/techniques/${step.technique.id}${query}`}>
            <span className="mono">{step.technique.id}</span> {step.technique.name}
          </Link>
        </p>
        {step.text === "" ? <p className="muted">{step.technique.summary}</p> : <Prose html={step.text} />}
        {props.branches && <p className="muted">{step.next.length === 0 ? "It ends here." : `Leads to ${step.next.map((each) => `step ${each}`).join(" and ")}.`}</p>}
      </div>
    </li>
  );
}

function Path(props: { steps: readonly Step[]; tactics: readonly string[]; chosen: number; onChoose: (number: number) => void }) {
  const path = studyPath(props.steps, props.tactics);
  return (
    <svg className="study-path" width={path.width} height={path.height} viewBox={`0 0 ${path.width} ${path.height}`} role="group" aria-label="Steps by tactic">
      <defs>
        <marker id="arrow" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto-start-reverse">
          <path d="M0 0L8 4L0 8z" />
        </marker>
      </defs>
      {path.lanes.map((lane) => (
        <g key={lane.id}>
          <line x1={lane.x} x2={lane.x} y1={36} y2={path.height} className="study-lane" />
          {laneWords(lane.name).map((word, at) => (
            <text key={word} x={lane.x} y={14 + at * 14} textAnchor="middle" className="study-lane-name">
              {word}
            </text>
          ))}
        </g>
      ))}
      {path.edges.map((edge) => (
        <path key={edge.key} d={edge.path} className={edge.branch ? "study-edge study-branch" : "study-edge"} markerEnd="url(#arrow)" />
      ))}
      {path.nodes.map(({ step, x, y }) => (
        <a key={step.number} href={`#step-${step.number}`} onFocus={() => props.onChoose(step.number)} onPointerEnter={() => props.onChoose(step.number)}>
          <title>{`${step.technique.id} ${step.technique.name}`}</title>
          <rect x={x - BOX.width / 2} y={y - BOX.height / 2} width={BOX.width} height={BOX.height} rx="7" className={props.chosen === step.number ? "study-node study-node-chosen" : "study-node"} />
          <text x={x - BOX.width / 2 + 9} y={y - 4} className="study-node-id">
            {step.number} · {step.technique.id}
          </text>
          <text x={x - BOX.width / 2 + 9} y={y + 12} className="study-node-name">
            {short(step.technique.name.replace(/^.*: /, ""))}
          </text>
        </a>
      ))}
    </svg>
  );
}

/** A tactic's name on two lines at most. */
function laneWords(name: string): string[] {
  const words = name.split(" ");
  const half = Math.ceil(words.length / 2);
  return name.length <= 18 ? [name] : [words.slice(0, half).join(" "), words.slice(half).join(" ")].filter((part) => part !== "");
}

function OpenAsLayer(props: { detail: CaseStudyDetail; matrix: Matrix }) {
  const { detail, matrix } = props;
  const [, navigate] = useLocation();
  const open = async () => {
    const steps = new Map<string, number[]>();
    for (const step of detail.steps) {
      const key = `${step.tactic.id}/${step.technique.id}`;
      steps.set(key, [...(steps.get(key) ?? []), step.number]);
    }
    const blank = newLayer(detail.study.name, matrix.release, { description: detail.study.summary, legend: [{ label: "used in the case study", color: USED }] });
    const layer = annotate(blank, steps.keys(), (note, key) => ({ ...note, color: USED, comment: `Step ${steps.get(key)?.join(", ")}` }));
    const link = await linkTo(layer, matrix);
    navigate(link.slice(window.location.origin.length));
  };
  return (
    <button type="button" className="button" onClick={() => void open()}>
      Open as a layer
    </button>
  );
}
