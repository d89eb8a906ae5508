import { useState } from "react";
import { useApi, useResource } from "../api/hooks";
import type { Explained, ThreatDetail } from "../api/schema";
import { Failure, Loading } from "../page/widgets";

const ANSWER_WORDS = { yes: "holds", no: "does not hold", unknown: "nobody said" } as const;

/** The conditions of a rule with what each came to, and what the map said to it. */
export function Why(props: { conditions: ThreatDetail["conditions"] }) {
  return (
    <ul className="conditions">
      {props.conditions.map((condition) => (
        <li key={condition.text} className={`condition condition-${condition.answer}`}>
          <p>
            <strong>{ANSWER_WORDS[condition.answer]}:</strong> <code>{condition.text}</code>
          </p>
          {condition.facts.length > 0 && (
            <ul className="condition-facts muted">
              {condition.facts.map((fact) => (
                <li key={`${fact.component} ${fact.asked}`}>
                  {fact.component}: <code>{fact.asked}</code> {fact.answer}
                </li>
              ))}
            </ul>
          )}
        </li>
      ))}
    </ul>
  );
}

/** Why the technique applies, or does not, to every other component that it could. */
export function WhyElsewhere(props: { system: string; technique: string }) {
  const [asked, setAsked] = useState(false);
  const api = useApi();
  const answer = useResource(asked ? `explain ${props.system} ${props.technique}` : "", (signal) => api.explain(props.system, props.technique, signal));
  return (
    <details className="elsewhere" onToggle={(event) => event.currentTarget.open && setAsked(true)}>
      <summary>Why, and why not, on the other components</summary>
      {answer.error && !answer.data && <Failure error={answer.error} what="the explanation" retry={answer.reload} />}
      {answer.loading && <Loading what="the explanation" />}
      {answer.data && <Verdicts explained={answer.data} />}
    </details>
  );
}

const VERDICT_WORDS = { yes: "applies", no: "does not apply", unknown: "undetermined" } as const;

export function Verdicts(props: { explained: Explained }) {
  const { explained } = props;
  if (explained.role !== undefined) {
    return (
      <p>
        No threat of a register, but {explained.role}: {explained.reason}
      </p>
    );
  }
  if (explained.components.length === 0) return <p className="muted">The system has no component that the technique could threaten.</p>;
  return (
    <ul className="verdicts">
      {explained.components.map((each) => (
        <li key={each.component}>
          <details>
            <summary>
              <strong>{each.component}</strong> {VERDICT_WORDS[each.answer]}
            </summary>
            <Why conditions={each.conditions} />
            {each.questions.map((question) => (
              <p key={question}>{question}</p>
            ))}
            <Assumed questions={each.assumed} />
          </details>
        </li>
      ))}
    </ul>
  );
}

/** What was taken for granted because of what a component is. */
export function Assumed(props: { questions: readonly string[] }) {
  if (props.questions.length === 0) return null;
  return (
    <div>
      <p>Taken to be so until the map says otherwise:</p>
      <ul>
        {props.questions.map((each) => (
          <li key={each}>{each} Yes.</li>
        ))}
      </ul>
    </div>
  );
}
