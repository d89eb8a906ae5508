import { useState } from "react";
import { Link } from "wouter";
import { useApi, useResource } from "../api/hooks";
import type { QuizResult, QuizSitting } from "../api/schema";
import { matrixData } from "../atlas/matrixData";
import { oneOf, useView, type ViewCodec } from "../page/useUrl";
import { Failure, Loading, Time, useTitle } from "../page/widgets";
import "./awareness.css";

const RECALLS = [
  ["unsure", "I guess"],
  ["right", "I know"],
  ["easy", "Easy"],
] as const;
type Recall = (typeof RECALLS)[number][0];

interface QuizView {
  tactic: string;
  count: "10" | "20" | "50";
}
const QUIZ_VIEW: ViewCodec<QuizView> = {
  read: (query) => ({ tactic: query.get("tactic") ?? "", count: oneOf(query, "count", ["10", "20", "50"], "10") }),
  write: (view) => new URLSearchParams({ ...(view.tactic !== "" && { tactic: view.tactic }), ...(view.count !== "10" && { count: view.count }) }),
};

export default function QuizPage() {
  useTitle("Quiz");
  const api = useApi();
  const [view, change] = useView(QUIZ_VIEW);
  const matrix = useResource(...matrixData(api, ""));
  const [round, setRound] = useState(0);
  const sitting = useResource(`quiz ${view.tactic} ${view.count} ${round}`, (signal) => api.quiz(view.tactic, Number(view.count), signal));
  return (
    <div className="page quiz">
      <header className="page-head stack">
        <h1>Quiz</h1>
        <p>Questions about techniques, made from ATLAS and from what Sextant knows of seeing them. What you know comes back late, what you did not comes back soon. Nobody else sees your answers.</p>
      </header>
      <div className="row">
        <select className="field" aria-label="Tactic" value={view.tactic} onChange={(event) => change({ tactic: event.target.value })}>
          <option value="">Every tactic</option>
          {(matrix.data?.tactics ?? []).map((tactic) => (
            <option key={tactic.id} value={tactic.id}>
              {tactic.name}
            </option>
          ))}
        </select>
        <select className="field" aria-label="Questions in a sitting" value={view.count} onChange={(event) => change({ count: event.target.value as QuizView["count"] })}>
          {["10", "20", "50"].map((count) => (
            <option key={count} value={count}>
              {count} questions
            </option>
          ))}
        </select>
      </div>
      {sitting.error && !sitting.data && <Failure error={sitting.error} what="the quiz" retry={sitting.reload} />}
      {sitting.loading && <Loading what="the quiz" />}
      {sitting.data && <Sitting key={`${view.tactic} ${view.count} ${round}`} sitting={sitting.data} again={() => setRound(round + 1)} />}
    </div>
  );
}

function Sitting(props: { sitting: QuizSitting; again: () => void }) {
  const { sitting } = props;
  const [at, setAt] = useState(0);
  const [right, setRight] = useState(0);
  const question = sitting.questions[at];
  return (
    <>
      <Progress progress={sitting.progress} />
      {question ? (
        <Question
          key={question.id}
          sitting={sitting}
          question={question}
          place={`${at + 1} of ${sitting.questions.length}`}
          answered={(correct) => setRight(right + (correct ? 1 : 0))}
          next={() => setAt(at + 1)}
        />
      ) : (
        <section className="card stack" aria-live="polite">
          <h2>{sitting.questions.length === 0 ? "Nothing to ask" : `${right} of ${at} right`}</h2>
          {sitting.progress.next && sitting.questions.length === 0 && (
            <p>
              The next question is due <Time at={sitting.progress.next} />.
            </p>
          )}
          <p>
            <button type="button" className="button primary" onClick={props.again}>
              More questions
            </button>
          </p>
        </section>
      )}
    </>
  );
}

function Progress(props: { progress: QuizSitting["progress"] }) {
  const { questions, begun, due, known } = props.progress;
  return (
    <p className="row quiz-progress">
      <meter min={0} max={Math.max(1, questions)} value={known} aria-label={`${known} of ${questions} known`} />
      <span>
        {known} of {questions} known
      </span>
      <span className="muted">
        {begun} begun, {due} due
      </span>
    </p>
  );
}

function Question(props: { sitting: QuizSitting; question: QuizSitting["questions"][number]; place: string; answered: (correct: boolean) => void; next: () => void }) {
  const { sitting, question } = props;
  const api = useApi();
  const [chosen, setChosen] = useState("");
  const [result, setResult] = useState<QuizResult>();
  const [error, setError] = useState<Error>();
  const answer = (recall: Recall) =>
    api.answerQuiz({ release: sitting.release, seed: sitting.seed, question: question.id, option: chosen, recall }).then((told) => {
      setResult(told);
      setError(undefined);
      props.answered(told.correct);
    }, setError);
  return (
    <section className="card stack quiz-card" aria-labelledby="question">
      <p className="muted">{props.place}</p>
      <h2 id="question">{question.text}</h2>
      <div role="radiogroup" aria-labelledby="question" className="stack">
        {question.options.map((option) => (
          <label key={option.id} className={`quiz-option ${markOf(option.id, chosen, result)}`}>
            <input type="radio" name={question.id} disabled={result !== undefined} checked={chosen === option.id} onChange={() => setChosen(option.id)} />
            <span>{option.text}</span>
            {result && option.id === result.right && <span className="good">right</span>}
            {result && option.id === chosen && !result.correct && <span className="bad">wrong</span>}
          </label>
        ))}
      </div>
      {error && <Failure error={error} what="whether that was right" />}
      {result ? (
        <div className="stack" role="status">
          <p>
            <strong>{result.correct ? "Right." : "Not so."}</strong> {result.explanation}
          </p>
          <p className="muted">
            It comes back <Time at={result.due} />. <Link href={`/techniques/${question.technique}?release=${encodeURIComponent(sitting.release)}`}>More on {question.technique}</Link>
          </p>
          <p>
            <button type="button" className="button primary" onClick={props.next}>
              Next
            </button>
          </p>
        </div>
      ) : (
        <p className="row">
          {RECALLS.map(([recall, words]) => (
            <button key={recall} type="button" className="button" disabled={chosen === ""} onClick={() => void answer(recall)}>
              {words}
            </button>
          ))}
        </p>
      )}
    </section>
  );
}

function markOf(option: string, chosen: string, result: QuizResult | undefined): string {
  if (!result) return "";
  if (option === result.right) return "quiz-right";
  return option === chosen ? "quiz-wrong" : "";
}
