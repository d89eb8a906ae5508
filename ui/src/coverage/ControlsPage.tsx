import { useEffect } from "react";
import { Link } from "wouter";
import { useApi, useResource } from "../api/hooks";
import type { Control } from "../api/schema";
import { Empty, Failure, IssueList, Loading, useTitle } from "../page/widgets";
import "./coverage.css";

/** What is done, by whom, and what shows that it works. */
export default function ControlsPage() {
  useTitle("Controls");
  const api = useApi();
  const controls = useResource("controls", api.controls);
  const loaded = controls.data !== undefined;
  useEffect(() => {
    if (loaded && window.location.hash !== "") document.querySelector(`[id="control-${CSS.escape(decodeURIComponent(window.location.hash.slice(1)))}"]`)?.scrollIntoView();
  }, [loaded]);
  if (controls.error && !controls.data) {
    return (
      <div className="page">
        <Failure page error={controls.error} what="the controls" retry={controls.reload} />
      </div>
    );
  }
  if (!controls.data) return <Loading what="controls" />;
  const { items, issues } = controls.data;
  return (
    <div className="page">
      <header className="page-head stack">
        <p className="row crumbs">
          <Link href="/coverage">Coverage</Link>
        </p>
        <h1>Controls</h1>
        <p>What is done against attack techniques, where, by whom, and what shows that it works. They are YAML files in the folder controls of the data folder, kept like code; changed files are read again by themselves.</p>
      </header>
      {issues.length > 0 && (
        <details className="card" open={issues.some((each) => each.severity === "error")}>
          <summary>{issues.length} remarks on the files</summary>
          <IssueList issues={issues} />
        </details>
      )}
      {items.length === 0 ? (
        <Empty title="No control is described yet">
          <p className="muted">
            Put a file such as <code>controls/ours.yaml</code> into the data folder. Each control names the mitigations of ATLAS that it implements, where it is in place, who owns it, and the evidence. Until then, only what maps claim counts.
          </p>
        </Empty>
      ) : (
        <ul className="stack">
          {items.map((control) => (
            <ControlCard key={control.id} control={control} />
          ))}
        </ul>
      )}
    </div>
  );
}

function ControlCard(props: { control: Control }) {
  const { control } = props;
  const scope = [...control.systems, ...control.components, ...control.kinds];
  return (
    <li className="card stack" id={`control-${control.id}`}>
      <div className="spread">
        <h2>{control.name}</h2>
        <span className="chip">{control.stated}</span>
      </div>
      {control.description !== "" && <p>{control.description}</p>}
      <p className="muted">
        {control.owner === undefined ? <strong className="bad">nobody owns it</strong> : `owned by ${control.owner}`} · {control.effect} effect · {control.effort} effort · in place on {scope.length === 0 ? "everything" : scope.join(", ")}
        {control.expires !== undefined && ` · until ${control.expires}`}
      </p>
      <p className="row">
        {control.mitigates.map((each) => (
          <Link key={each} href={`/mitigations/${each}`} className="chip mono">
            {each}
          </Link>
        ))}
        {control.counters.map((each) => (
          <Link key={each} href={`/techniques/${each}`} className="chip mono">
            {each}
          </Link>
        ))}
        {control.satisfies.map((each) => (
          <span key={each} className="chip mono">
            {each}
          </span>
        ))}
      </p>
      {control.evidence.length === 0 ? (
        <p className="muted">Nothing shows it: a claim.</p>
      ) : (
        <ul className="stack">
          {control.evidence.map((each) => (
            <li key={`${each.date} ${each.kind} ${each.says}`} className={`evidence evidence-${each.result}`}>
              <strong>
                {each.kind} {each.result}
              </strong>{" "}
              {each.date}: {each.says} {each.source !== "" && <span className="mono muted">{each.source}</span>}
            </li>
          ))}
        </ul>
      )}
    </li>
  );
}
