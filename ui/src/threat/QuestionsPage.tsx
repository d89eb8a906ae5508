import { useState } from "react";
import { Link } from "wouter";
import { ProblemError } from "../api/client";
import { useApi, useMay, useResource } from "../api/hooks";
import type { Question, SystemDiff, SystemSummary } from "../api/schema";
import { useView, type ViewCodec } from "../page/useUrl";
import { Empty, Failure, Loading, useTitle } from "../page/widgets";
import { EXPOSURES, readMap, SENSITIVITIES, setItem, setProperty, addItem, freeId } from "../system/mapText";
import { ThreatLevelBadge } from "./words";
import "./threat.css";

const QUESTIONS_VIEW: ViewCodec<{ system: string }> = {
  read: (query) => ({ system: query.get("system") ?? "" }),
  write: (view) => new URLSearchParams(view.system === "" ? {} : { system: view.system }),
};

/** What an answer did. */
interface Settled {
  question: Question;
  answer: string;
  system: string;
  from: number;
  /** the text before, to take the answer back */
  before: string;
  diff: SystemDiff;
}

/** What nobody said yet. An answer is stated in the map, and the threats follow. */
export default function QuestionsPage() {
  useTitle("Questions");
  const api = useApi();
  const may = useMay("TRIAGE");
  const [view, change] = useView(QUESTIONS_VIEW);
  const systems = useResource("systems", api.systems);
  const questions = useResource("questions", (signal) => api.questions(undefined, signal));
  const [settled, setSettled] = useState<Settled>();
  const [error, setError] = useState<Error>();
  const [busy, setBusy] = useState(false);
  if (questions.error && !questions.data) {
    return (
      <div className="page">
        <Failure page error={questions.error} what="the questions" retry={questions.reload} />
      </div>
    );
  }
  if (!questions.data) return <Loading what="questions" />;
  const shown = questions.data.items.filter((each) => view.system === "" || each.system === view.system);
  const failed = (failure: unknown) => setError(failure instanceof Error ? failure : new Error(String(failure)));
  const answer = async (question: Question, value: string) => {
    setBusy(true);
    setError(undefined);
    try {
      const map = await api.system(question.system);
      const text = answered(map.text, question, value);
      const { saved } = await api.saveSystem(question.system, map.saved.version, text, `${question.component}: ${question.key} is ${value}`);
      const diff = await api.systemDiff(question.system, map.saved.version, saved.version);
      setSettled({ question, answer: value, system: question.system, from: saved.version, before: map.text, diff });
      questions.reload();
    } catch (failure) {
      failed(failure);
    } finally {
      setBusy(false);
    }
  };
  const takeBack = (last: Settled) => {
    setBusy(true);
    api
      .saveSystem(last.system, last.from, last.before, `Taken back: ${last.question.component}: ${last.question.key}`)
      .then(() => {
        setSettled(undefined);
        questions.reload();
      }, failed)
      .finally(() => setBusy(false));
  };
  return (
    <div className="page">
      <header className="page-head stack">
        <p className="row crumbs">
          <Link href={`/threats${view.system === "" ? "" : `?system=${encodeURIComponent(view.system)}`}`}>Threats</Link>
          {view.system !== "" && <Link href={`/systems/${encodeURIComponent(view.system)}`}>{view.system}</Link>}
        </p>
        <h1>Questions</h1>
        <p>What a map leaves out is unknown, never “no”: the techniques that hang on it are undetermined and count as neither covered nor absent. What settles most comes first. An answer makes a new version of the map.</p>
      </header>
      {error && (
        <div className="notice" role="alert">
          <p>{error.message}</p>
          {error instanceof ProblemError && error.problem.issues?.map((issue) => <p key={issue.code + issue.message}>{issue.message}</p>)}
        </div>
      )}
      {settled && <Outcome settled={settled} busy={busy} takeBack={() => takeBack(settled)} />}
      {(systems.data?.items.length ?? 0) > 1 && (
        <p>
          <select className="field" aria-label="System" value={view.system} onChange={(event) => change({ system: event.target.value })}>
            <option value="">all systems</option>
            {systems.data?.items.map((each) => (
              <option key={each.id} value={each.id}>
                {each.name}
              </option>
            ))}
          </select>
        </p>
      )}
      {shown.length === 0 ? (
        <Empty title="No question is open">
          <p className="muted">
            {systems.data?.items.length === 0 ? (
              <>
                Questions come from <Link href="/systems">system maps</Link>; there is none yet.
              </>
            ) : (
              "Everything the rules ask is answered in the map."
            )}
          </p>
        </Empty>
      ) : (
        <ul className="stack questions">
          {shown.map((each) => (
            <QuestionCard key={`${each.system} ${each.component} ${each.key}`} question={each} system={systems.data?.items.find((one) => one.id === each.system)} may={may && !busy} answer={(value) => void answer(each, value)} />
          ))}
        </ul>
      )}
    </div>
  );
}

/** The map with the answer stated where the rules look for it. */
function answered(text: string, question: Question, value: string): string {
  const view = readMap(text);
  const component = view.components.find((each) => each.id === question.component);
  if (question.key === "exposure") return setItem(text, "components", question.component, { exposure: value });
  if (question.key !== "sensitivity") return setProperty(text, question.component, question.key, value);
  const unsaid = view.assets.filter((each) => each.sensitivity === "" && (component?.stores.includes(each.id) || component?.processes.includes(each.id)));
  if (unsaid.length > 0) return unsaid.reduce((sofar, asset) => setItem(sofar, "assets", asset.id, { sensitivity: value }), text);
  const id = freeId(view, `${question.component}-data`);
  return setItem(addItem(text, "assets", { id, sensitivity: value }), "components", question.component, { processes: [...(component?.processes ?? []), id] });
}

function QuestionCard(props: { question: Question; system: SystemSummary | undefined; may: boolean; answer: (value: string) => void }) {
  const { question, may, answer } = props;
  const options: readonly (readonly [string, string])[] =
    question.key === "exposure" ? EXPOSURES.map((each) => [each, each]) : question.key === "sensitivity" ? SENSITIVITIES.map((each) => [each, each]) : [["true", "Yes"], ["false", "No"]];
  return (
    <li className="card question-card">
      <div className="stack">
        <h2>{question.question}</h2>
        <p className="muted">
          <Link href={`/systems/${encodeURIComponent(question.system)}`}>{props.system?.name ?? question.system}</Link>, {question.component}: <span className="mono">{question.key}</span>
          {props.system?.owner !== undefined && ` · ask ${props.system.owner}`}
        </p>
        <details>
          <summary>
            settles {question.techniques.length} {question.techniques.length === 1 ? "technique" : "techniques"}
          </summary>
          <p className="row">
            {question.techniques.map((each) => (
              <Link key={each} href={`/techniques/${each}`} className="chip mono">
                {each}
              </Link>
            ))}
          </p>
        </details>
      </div>
      <fieldset className="row question-answers" aria-label={question.question} disabled={!may}>
        {options.map(([value, word]) => (
          <button key={value} type="button" className="button" onClick={() => answer(value)}>
            {word}
          </button>
        ))}
      </fieldset>
    </li>
  );
}

function Outcome(props: { settled: Settled; busy: boolean; takeBack: () => void }) {
  const { settled } = props;
  const { diff } = settled;
  const nothing = diff.added.length + diff.gone.length + diff.changed.length === 0;
  return (
    <section className="card stack" role="status" aria-label="What the answer did">
      <div className="spread">
        <h2>
          {settled.question.component}: {settled.question.key} is {settled.answer}
        </h2>
        <button type="button" className="button" disabled={props.busy} onClick={props.takeBack}>
          Take it back
        </button>
      </div>
      <p>
        {nothing
          ? "That rules techniques out; no threat was added, changed or taken away."
          : `${diff.added.length} threats added, ${diff.gone.length} gone, ${diff.changed.length} changed.`}
      </p>
      <ul>
        {diff.added.slice(0, 5).map((each) => (
          <li key={each.key}>
            <ThreatLevelBadge level={each.level} />{" "}
            <Link href={`/threats?system=${encodeURIComponent(settled.system)}&threat=${encodeURIComponent(`${settled.system}/${each.key}`)}`}>{each.says}</Link>
          </li>
        ))}
      </ul>
      <p>
        <Link href={`/systems/${encodeURIComponent(settled.system)}/changes`}>Everything that changed</Link>
      </p>
    </section>
  );
}
