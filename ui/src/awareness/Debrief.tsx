import type { Exercise, ExerciseRun } from "../api/schema";
import { percent, scoreOf, type Tally } from "./score";

/** What the exercise showed. */
export function Debrief(props: { plan: Exercise; run: ExerciseRun }) {
  const { plan, run } = props;
  const score = scoreOf(plan, run);
  const played = plan.injects.filter((inject) => run.played?.includes(inject.number));
  const given = new Set(run.given);
  return (
    <>
      <section className="card stack" aria-labelledby="scores">
        <h2 id="scores">
          Scores{" "}
          <span className="muted">
            {played.length} of {plan.injects.length} injects played
          </span>
        </h2>
        {played.length === 0 ? (
          <p className="muted">Nothing was played yet.</p>
        ) : (
          <dl className="exercise-scores">
            {[...score.aims].map(([aim, tally]) => (
              <Bar key={aim} name={aim} tally={tally} />
            ))}
            <Bar name="All" tally={score.total} />
          </dl>
        )}
      </section>
      {played.length > 0 && (
        <section className="card stack" aria-labelledby="missed">
          <h2 id="missed">Not said</h2>
          {played.map((inject) => {
            const missed = inject.questions.flatMap((question) => question.expected).filter((answer) => !given.has(answer.id));
            if (missed.length === 0) return null;
            return (
              <details key={inject.number}>
                <summary>
                  {inject.number}. {inject.tactic.name}: {inject.technique.name} <span className="muted">{missed.length}</span>
                </summary>
                <ul className="exercise-signs">
                  {missed.map((answer) => (
                    <li key={answer.id}>{answer.text}</li>
                  ))}
                </ul>
              </details>
            );
          })}
        </section>
      )}
    </>
  );
}

function Bar(props: { name: string; tally: Tally }) {
  const share = percent(props.tally);
  return (
    <div>
      <dt>{props.name}</dt>
      <dd>
        <meter min={0} max={100} value={share} aria-label={`${props.name}: ${share} %`} />
        <span className="number">
          {props.tally.got} of {props.tally.possible} · {share} %
        </span>
      </dd>
    </div>
  );
}

/** Who played, and when. */
export function RunHead(props: { run: ExerciseRun; change: (run: ExerciseRun) => void }) {
  const { run, change } = props;
  return (
    <div className="exercise-wishes">
      {(["team", "facilitator", "held"] as const).map((key) => (
        <label key={key}>
          {{ team: "Team", facilitator: "Facilitator", held: "Held on" }[key]}
          <input className="field" maxLength={200} value={run[key] ?? ""} onChange={(event) => change({ ...run, [key]: event.target.value })} />
        </label>
      ))}
    </div>
  );
}

type Action = NonNullable<ExerciseRun["actions"]>[number];

/** What shall be done. */
export function Actions(props: { run: ExerciseRun; change?: (run: ExerciseRun) => void }) {
  const { run, change } = props;
  const actions = run.actions ?? [];
  const put = (at: number, action: Action) => change?.({ ...run, actions: actions.map((each, place) => (place === at ? action : each)) });
  return (
    <section className="card stack" aria-labelledby="actions">
      <h2 id="actions">Actions</h2>
      {actions.length === 0 && <p className="muted">Which three things do we change, who does it, and until when?</p>}
      {actions.map((action, at) => (
        // oxlint-disable-next-line react/no-array-index-key
        <div key={at} className="exercise-action">
          {(["text", "owner", "due"] as const).map((key) => (
            <label key={key}>
              {{ text: "What", owner: "Who", due: "Until" }[key]}
              <input className="field" disabled={!change} maxLength={key === "text" ? 10_000 : 200} value={action[key] ?? ""} onChange={(event) => put(at, { ...action, [key]: event.target.value })} />
            </label>
          ))}
          {change && (
            <button type="button" className="icon-button" aria-label={`Remove action ${at + 1}`} onClick={() => change({ ...run, actions: actions.filter((_, place) => place !== at) })}>
              ✕
            </button>
          )}
        </div>
      ))}
      {change && (
        <p>
          <button type="button" className="button" onClick={() => change({ ...run, actions: [...actions, { text: "To do", owner: "", due: "" }] })}>
            Add an action
          </button>
        </p>
      )}
    </section>
  );
}
