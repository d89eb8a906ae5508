import { useEffect, useRef, useState, type ReactNode } from "react";
import { Link, Redirect, useLocation, useSearch } from "wouter";
import { ProblemError } from "../api/client";
import { useApi, useMay, useResource } from "../api/hooks";
import type { Exercise, ExerciseRun } from "../api/schema";
import { Failure, Loading, Segmented, useTitle } from "../page/widgets";
import { Actions, Debrief, RunHead } from "./Debrief";
import { InjectView } from "./InjectView";
import "./awareness.css";

const SAVE_AFTER_MS = 700;

const REPORTS = [
  ["html", "HTML"],
  ["pdf", "PDF"],
  ["md", "Markdown"],
] as const;

const VIEWS = [
  ["facilitator", "Facilitator"],
  ["team", "Team"],
] as const;
export type View = (typeof VIEWS)[number][0];

/** An exercise that is planned and not kept yet; without a case study it is chosen first. */
export function PlannedExercisePage() {
  const query = new URLSearchParams(useSearch());
  const study = query.get("study");
  return study ? <Planned query={query} study={study} /> : <Redirect to="/exercises" replace />;
}

function Planned({ query, study: chosen }: { query: URLSearchParams; study: string }) {
  const api = useApi();
  const [, navigate] = useLocation();
  const wishes = {
    release: query.get("release") ?? undefined,
    study: chosen,
    injects: Number(query.get("injects") ?? 8),
    minutes: Number(query.get("minutes") ?? 90),
    seed: Number(query.get("seed") ?? 1),
  };
  const plan = useResource(`plan ${query.toString()}`, (signal) => api.exercisePlan(wishes, signal));
  const may = useMay("TRIAGE");
  const [error, setError] = useState<Error>();
  if (plan.error && !plan.data) return <Broken error={plan.error} retry={plan.reload} />;
  if (!plan.data) return <Loading what="the exercise" />;
  const { release, study } = plan.data;
  const run: ExerciseRun = { release, study, injects: wishes.injects, minutes: wishes.minutes, seed: wishes.seed, held: "", played: [], given: [], notes: [], actions: [] };
  const begin = () => api.addExercise({ ...run, held: new Date().toISOString().slice(0, 10) }).then((saved) => navigate(`/exercises/${saved.id}`), setError);
  return (
    <Table plan={plan.data} run={run}>
      {error && <Failure error={error} what="the exercise" />}
      {may ? (
        <p>
          <button type="button" className="button primary" onClick={() => void begin()}>
            Begin
          </button>{" "}
          <span className="muted">From then on marks and notes are kept.</span>
        </p>
      ) : (
        <p className="muted">This is the plan. Analysts and above may begin it and keep a record.</p>
      )}
    </Table>
  );
}

/** An exercise whose record is kept; every change is saved a moment later. */
export default function ExercisePage(props: { id: string }) {
  const api = useApi();
  const detail = useResource(`exercise ${props.id}`, (signal) => api.exercise(props.id, signal));
  if (detail.error && !detail.data) return <Broken error={detail.error} retry={detail.reload} />;
  if (!detail.data) return <Loading what="the exercise" />;
  return <Kept key={props.id} plan={detail.data.plan} first={detail.data.run} version={detail.data.saved.version} id={props.id} />;
}

function Kept(props: { id: string; plan: Exercise; first: ExerciseRun; version: number }) {
  const { id, plan } = props;
  const api = useApi();
  const [, navigate] = useLocation();
  const may = useMay("TRIAGE");
  const [run, setRun] = useState(props.first);
  const { state, change, version } = useSaving(id, props.version, run, setRun);
  const remove = () => {
    if (window.confirm("Remove the record of this exercise?")) void api.removeExercise(id, version()).then(() => navigate("/exercises"));
  };
  return (
    <Table plan={plan} run={run} {...(may && { change })}>
      <p className="row">
        <span>After-action report:</span>
        {REPORTS.map(([format, word]) => (
          <a key={format} className="button" href={api.exerciseReport(id, format)} download>
            {word}
          </a>
        ))}
        <button type="button" className="button" onClick={() => window.print()}>
          Print
        </button>
        {may && (
          <button type="button" className="button quiet danger" onClick={remove}>
            Remove
          </button>
        )}
        <span role="status" className={state instanceof Error ? "bad" : "muted"}>
          {state instanceof Error ? (state instanceof ProblemError ? `${state.message} Reload to see it.` : "Not saved: the server does not answer. The next change tries again.") : state}
        </span>
      </p>
    </Table>
  );
}

/** Saves what changed, one request at a time, each over the version that the last one made. */
function useSaving(id: string, first: number, run: ExerciseRun, setRun: (run: ExerciseRun) => void) {
  const api = useApi();
  const [state, setState] = useState<string | Error>("Saved");
  const version = useRef(first);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const newest = useRef(run);
  const busy = useRef(false);
  const save = useRef(async () => {});
  useEffect(() => {
    save.current = async () => {
      if (busy.current) return;
      busy.current = true;
      let sent: ExerciseRun | undefined;
      try {
        while (sent !== newest.current) {
          sent = newest.current;
          version.current = (await api.replaceExercise(id, version.current, sent)).version;
        }
        setState("Saved");
      } catch (error) {
        setState(error instanceof Error ? error : new Error(String(error)));
      } finally {
        busy.current = false;
      }
    };
  }, [api, id]);
  useEffect(
    () => () => {
      if (timer.current === undefined) return;
      clearTimeout(timer.current);
      void save.current();
    },
    [],
  );
  const change = (next: ExerciseRun) => {
    newest.current = next;
    setRun(next);
    setState("Saving…");
    clearTimeout(timer.current);
    timer.current = setTimeout(() => {
      timer.current = undefined;
      void save.current();
    }, SAVE_AFTER_MS);
  };
  return { state, change, version: () => version.current };
}

function Broken(props: { error: Error; retry: () => void }) {
  return (
    <div className="page">
      <Failure page error={props.error} what="the exercise" retry={props.retry} />
      <p>
        <Link href="/exercises">To the exercises</Link>
      </p>
    </div>
  );
}

function Table(props: { plan: Exercise; run: ExerciseRun; change?: (run: ExerciseRun) => void; children: ReactNode }) {
  const { plan, run, change } = props;
  const [view, setView] = useState<View>("facilitator");
  const [at, setAt] = useState(1);
  useTitle(view === "team" ? "Tabletop exercise" : `Exercise ${plan.study}`);
  const inject = plan.injects.find((each) => each.number === at);
  const go = (next: number) => {
    if (inject && change && next > at && !run.played?.includes(at)) change({ ...run, played: [...(run.played ?? []), at] });
    setAt(next);
  };
  return (
    <div className="page exercise">
      <header className="page-head stack">
        <nav aria-label="Where it stands" className="row muted">
          <Link href="/exercises">Exercises</Link>
          {view === "facilitator" && (
            <>
              <span aria-hidden="true">›</span>
              <Link href={`/case-studies/${plan.study}?release=${encodeURIComponent(plan.release)}`} className="mono">
                {plan.study}
              </Link>
              <span>in release {plan.release}</span>
            </>
          )}
        </nav>
        <h1>{view === "team" ? "Tabletop exercise" : plan.title}</h1>
        {view === "facilitator" && <p>{plan.summary}</p>}
        <div className="spread">
          <Segmented label="Who looks at this" value={view} options={VIEWS} onChange={setView} />
          <Clock />
        </div>
        {view === "facilitator" && props.children}
      </header>
      {view === "facilitator" && change && <RunHead run={run} change={change} />}
      <nav className="exercise-steps" aria-label="Injects">
        {plan.injects.map((each) => (
          <button key={each.number} type="button" className="button small" aria-current={each.number === at ? "true" : undefined} onClick={() => go(each.number)}>
            {each.number} <span className="muted">min {each.starts}</span> {run.played?.includes(each.number) && <><span aria-hidden="true">✓</span><span className="visually-hidden">played</span></>}
          </button>
        ))}
        <button type="button" className="button small" aria-current={at > plan.injects.length ? "true" : undefined} onClick={() => go(plan.injects.length + 1)}>
          Debriefing
        </button>
      </nav>
      {inject ? <InjectView key={at} inject={inject} run={run} view={view} release={plan.release} {...(change && { change })} /> : <Debrief plan={plan} run={run} />}
      {!inject && view === "facilitator" && <Actions run={run} {...(change && { change })} />}
      <p className="row">
        <button type="button" className="button" disabled={at === 1} onClick={() => setAt(at - 1)}>
          ← Before
        </button>
        <button type="button" className="button primary" disabled={at > plan.injects.length} onClick={() => go(at + 1)}>
          {at === plan.injects.length ? "To the debriefing" : "Next inject"} →
        </button>
      </p>
    </div>
  );
}

/** A clock that the facilitator starts and stops. */
function Clock() {
  const [since, setSince] = useState<number>();
  const [before, setBefore] = useState(0);
  const [now, setNow] = useState(0);
  useEffect(() => {
    if (since === undefined) return undefined;
    const timer = setInterval(() => setNow(Date.now()), 1_000);
    return () => clearInterval(timer);
  }, [since]);
  const seconds = Math.floor((before + (since === undefined ? 0 : Math.max(0, now - since))) / 1_000);
  const press = () => {
    const time = Date.now();
    setNow(time);
    if (since !== undefined) setBefore(before + time - since);
    setSince(since === undefined ? time : undefined);
  };
  return (
    <span className="row">
      <span className="exercise-clock" role="timer" aria-label="Time played">
        {Math.floor(seconds / 60)}:{String(seconds % 60).padStart(2, "0")}
      </span>
      <button type="button" className="button small" onClick={press}>
        {since === undefined ? "Start the clock" : "Stop"}
      </button>
    </span>
  );
}
