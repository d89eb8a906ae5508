import { Link } from "wouter";
import type { Exercise, ExerciseRun } from "../api/schema";
import type { View } from "./ExercisePage";
import { noteOf, toggled, withNote } from "./score";

type Inject = Exercise["injects"][number];

export function InjectView(props: { inject: Inject; run: ExerciseRun; view: View; release: string; change?: (run: ExerciseRun) => void }) {
  const { inject, run, view, change } = props;
  const led = view === "facilitator";
  return (
    <article className="stack" aria-label={`Inject ${inject.number}`}>
      {led && <Background inject={inject} release={props.release} />}
      <section className="card stack exercise-told">
        <h2>
          Inject {inject.number} <span className="muted">minute {inject.starts}</span>
        </h2>
        <p>{inject.situation}</p>
        {inject.signs.length > 0 && (
          <ul className="exercise-signs">
            {inject.signs.map((sign) => (
              <li key={sign}>{sign}</li>
            ))}
          </ul>
        )}
        {inject.turn && (
          <p className="exercise-turn">
            <strong>And:</strong> {inject.turn}
          </p>
        )}
      </section>
      {led && change && (
        <label className="row">
          <input type="checkbox" checked={run.played?.includes(inject.number) ?? false} onChange={(event) => change({ ...run, played: toggled(run.played ?? [], inject.number, event.target.checked) })} />
          This inject was played and counts
        </label>
      )}
      {inject.questions.map((question) => (
        <fieldset key={question.aim} className="card stack exercise-question">
          <legend>
            <span className="chip">{question.title}</span> {question.text}
          </legend>
          {led &&
            question.expected.map((answer) => (
              <label key={answer.id} className="exercise-answer">
                <input
                  type="checkbox"
                  disabled={!change}
                  checked={run.given?.includes(answer.id) ?? false}
                  onChange={(event) =>
                    change?.({
                      ...run,
                      given: toggled(run.given ?? [], answer.id, event.target.checked),
                      played: toggled(run.played ?? [], inject.number, true),
                    })
                  }
                />
                <span>
                  {answer.text} {answer.points > 1 && <span className="muted">({answer.points} points)</span>}
                </span>
              </label>
            ))}
        </fieldset>
      ))}
      {led && change && (
        <label className="stack">
          Notes on inject {inject.number}
          <textarea className="field" rows={3} maxLength={10_000} value={noteOf(run, inject.number)} onChange={(event) => change(withNote(run, inject.number, event.target.value))} />
        </label>
      )}
    </article>
  );
}

/** What the facilitator knows and the team does not. */
function Background(props: { inject: Inject; release: string }) {
  const { inject } = props;
  return (
    <section className="card stack exercise-background" aria-label="For the facilitator">
      <p className="row">
        <span className="chip">{inject.tactic.name}</span>
        <Link href={`/techniques/${inject.technique.id}?release=${encodeURIComponent(props.release)}`}>
          <span className="mono">{inject.technique.id}</span> {inject.technique.name}
        </Link>
        {inject.observable && <span className="muted">observable: {inject.observable}</span>}
      </p>
      <p>{inject.background}</p>
      {inject.meanwhile.length > 0 && <p className="muted">Meanwhile, untold: {inject.meanwhile.map((each) => each.name).join("; ")}</p>}
      {inject.narrative !== "" && (
        <details>
          <summary>What happened, in MITRE’s words</summary>
          <p className="exercise-narrative">{inject.narrative}</p>
        </details>
      )}
    </section>
  );
}
