import { useState } from "react";
import { Link, useLocation } from "wouter";
import { useApi, useMay, useResource } from "../api/hooks";
import { Term } from "../glossary/Term";
import { Empty, Failure, Loading, Time, useTitle, Wide } from "../page/widgets";
import "./awareness.css";

export default function ExercisesPage() {
  useTitle("Exercises");
  const api = useApi();
  const runs = useResource("exercises", (signal) => api.exercises(signal));
  const may = useMay("TRIAGE");
  return (
    <div className="page">
      <header className="page-head stack">
        <h1>Exercises</h1>
        <p>
          A tabletop exercise plays a <Term id="case-study">case study</Term> with your own team: what reaches you step by step, what you would see, decide and lack. The facilitator ticks what was
          said; the report tells what was not.
        </p>
      </header>
      <NewExercise />
      <section className="stack" aria-labelledby="played">
        <h2 id="played">Played</h2>
        {runs.error && !runs.data && <Failure error={runs.error} what="the exercises" retry={runs.reload} />}
        {runs.loading && <Loading what="the exercises" />}
        {runs.data?.items.length === 0 && (
          <Empty title="None yet">
            <p className="muted">{may ? "Choose a case study above and begin." : "Analysts and above begin exercises; you may look at their plans."}</p>
          </Empty>
        )}
        {runs.data && runs.data.items.length > 0 && (
          <Wide label="Exercises that were played">
            <table className="list-table">
              <thead>
                <tr>
                  <th>Case study</th>
                  <th>Team</th>
                  <th>Held</th>
                  <th className="number">Injects played</th>
                  <th className="number">Actions</th>
                  <th>Release</th>
                  <th>Changed</th>
                </tr>
              </thead>
              <tbody>
                {runs.data.items.map((run) => (
                  <tr key={run.id}>
                    <td>
                      <Link href={`/exercises/${run.id}`} className="mono">
                        {run.study}
                      </Link>
                    </td>
                    <td>{run.team || <span className="muted">not named</span>}</td>
                    <td>{run.held}</td>
                    <td className="number">{run.played}</td>
                    <td className="number">{run.actions}</td>
                    <td>{run.release}</td>
                    <td>
                      <Time at={run.changed} /> <span className="muted">by {run.author}</span>
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          </Wide>
        )}
      </section>
    </div>
  );
}

function NewExercise() {
  const api = useApi();
  const [, navigate] = useLocation();
  const studies = useResource("case studies ", (signal) => api.caseStudies(undefined, signal));
  const [study, setStudy] = useState("");
  const [injects, setInjects] = useState(8);
  const [minutes, setMinutes] = useState(90);
  const [seed, setSeed] = useState(1);
  const items = studies.data?.items ?? [];
  const chosen = items.find((each) => each.id === study);
  return (
    <form
      className="card stack"
      aria-label="A new exercise"
      onSubmit={(event) => {
        event.preventDefault();
        if (studies.data) navigate(`/exercises/new?${new URLSearchParams({ release: studies.data.release, study, injects: `${injects}`, minutes: `${minutes}`, seed: `${seed}` }).toString()}`);
      }}
    >
      <h2>A new exercise</h2>
      <div className="exercise-wishes">
        <label className="exercise-study">
          Case study
          <select className="field" required value={study} onChange={(event) => setStudy(event.target.value)}>
            <option value="">Choose…</option>
            {items.map((each) => (
              <option key={each.id} value={each.id}>
                {each.id} {each.name} ({each.steps} steps)
              </option>
            ))}
          </select>
        </label>
        <label>
          Injects at most
          <input className="field" type="number" min={1} max={20} required value={injects} onChange={(event) => setInjects(event.target.valueAsNumber)} />
        </label>
        <label>
          Minutes
          <input className="field" type="number" min={30} max={480} required value={minutes} onChange={(event) => setMinutes(event.target.valueAsNumber)} />
        </label>
        <label title="Another number gives other signs and turns">
          Variant
          <input className="field" type="number" min={0} max={2_147_483_647} required value={seed} onChange={(event) => setSeed(event.target.valueAsNumber)} />
        </label>
        <button type="submit" className="button primary">
          Plan it
        </button>
      </div>
      {chosen && <p className="muted">{chosen.summary}</p>}
    </form>
  );
}
