import { useState } from "react";
import { Link } from "wouter";
import { useApi, useLive, useMay, useResource, useSoon } from "../api/hooks";
import type { PolicyCheck, PolicyState, PolicyTrials } from "../api/schema";
import { Failure, IssueList, Loading, Time, useTitle, Wide } from "../page/widgets";
import { changedLines, type Line } from "./diff";
import { GatewayTabs } from "./GatewayTabs";
import { DecisionBadge, NoGateway, TechniqueIds } from "./parts";
import "./gateway.css";

/** How long counts of rules on trial gather before they are shown. */
const SETTLE_MS = 3_000;

export default function PoliciesPage() {
  useTitle("Policies");
  const api = useApi();
  const state = useResource("policy", api.policy);
  const onTrial = state.data?.rules.some((rule) => rule.shadow) ?? false;
  const soon = useSoon(state.reload, SETTLE_MS);
  useLive("decision", () => {
    if (onTrial) soon();
  });
  return (
    <div className="page">
      <GatewayTabs />
      <div className="page-head">
        <h1>Policies</h1>
        <p>The rules by which the gateway decides. A change is checked, tried on what was decided lately, and takes effect at once; a policy with a mistake never does.</p>
      </div>
      {state.error && !state.data && <Failure error={state.error} what="the policy" retry={state.reload} />}
      {state.loading && <Loading what="the policy" />}
      {state.data && !state.data.running && <NoGateway />}
      {state.data?.running && <Policy state={state.data} onChange={(next) => state.change(() => next)} />}
    </div>
  );
}

function Policy(props: { state: PolicyState; onChange: (state: PolicyState) => void }) {
  const { state } = props;
  const may = useMay("CONFIGURE");
  const [draft, setDraft] = useState<{ text: string; seen: string }>();
  const current = state.versions[0];
  if (!current) return null;
  const begin = (text: string) => setDraft({ text, seen: current.digest });
  return (
    <>
      <section className="card stack" aria-label="In force">
        <div className="spread">
          <h2>{current.id}</h2>
          {may && !draft && (
            <p className="row">
              <Start shipped={state.shipped} onText={begin} />
              <button type="button" className="button primary" onClick={() => begin(current.text)}>
                Edit
              </button>
            </p>
          )}
        </div>
        <p className="muted">
          In force since <Time at={current.since} /> by {current.by}, SHA-256 <span className="mono">{current.digest.slice(0, 16)}…</span>
          {state.file === undefined ? "; it ships, so a change lasts until the server stops" : `; ${state.file}`}
        </p>
        <Rules rules={state.rules} />
      </section>
      {draft && (
        <Editor
          key={draft.seen}
          before={current.text}
          draft={draft}
          onText={(text) => setDraft({ ...draft, text })}
          onClose={() => setDraft(undefined)}
          onEnabled={(next) => {
            setDraft(undefined);
            props.onChange(next);
          }}
        />
      )}
      {state.versions.length > 1 && <Versions state={state} may={may} onText={begin} />}
    </>
  );
}

function Start(props: { shipped: readonly string[]; onText: (text: string) => void }) {
  const api = useApi();
  return (
    <select
      className="field"
      aria-label="Begin with a policy that ships"
      value=""
      onChange={(event) => {
        if (event.target.value !== "") void api.shippedPolicy(event.target.value).then(({ text }) => props.onText(text));
      }}
    >
      <option value="">Begin with…</option>
      {props.shipped.map((name) => (
        <option key={name} value={name}>
          {name}
        </option>
      ))}
    </select>
  );
}

function Rules(props: { rules: PolicyState["rules"] }) {
  return (
    <Wide label="Rules">
      <table className="list-table rules-table">
        <thead>
          <tr>
            <th scope="col">Does</th>
            <th scope="col">Rule</th>
            <th scope="col">When</th>
            <th scope="col">On</th>
            <th scope="col">Techniques</th>
          </tr>
        </thead>
        <tbody>
          {props.rules.map((rule) => (
            <tr key={rule.id}>
              <td>
                <DecisionBadge decision={rule.decision} />
                {rule.shadow && <OnTrial rule={rule} />}
              </td>
              <td className="wrap">
                {rule.title} <Link href={`/decisions?q=${encodeURIComponent(rule.id)}`} className="mono muted">
                  {rule.id}
                </Link>
              </td>
              <td className="wrap condition">{rule.when === "" ? <span className="muted">always</span> : <code>{rule.when}</code>}</td>
              <td>{rule.stages.join(", ")}</td>
              <td>
                <span className="row">
                  <TechniqueIds ids={rule.techniques} />
                </span>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Wide>
  );
}

function OnTrial(props: { rule: PolicyState["rules"][number] }) {
  const { held } = props.rule;
  return (
    <span className="muted">
      {" "}
      on trial:{" "}
      {held === undefined || held.count === 0 ? (
        "it never held yet"
      ) : (
        <>
          would have {held.count === 1 ? "once" : `${held.count} times`}
          {held.last !== undefined && (
            <>
              , last <Time at={held.last} />
            </>
          )}
        </>
      )}
    </span>
  );
}

function Versions(props: { state: PolicyState; may: boolean; onText: (text: string) => void }) {
  return (
    <section className="card stack" aria-label="Before">
      <h2>Before, since the start</h2>
      <ul className="stack tight">
        {props.state.versions.slice(1).map((version) => (
          <li key={`${version.digest} ${version.since}`} className="row">
            <strong>{version.id}</strong> <span className="mono muted">{version.digest.slice(0, 16)}…</span> since <Time at={version.since} /> by {version.by}
            {props.may && (
              <button type="button" className="button small" onClick={() => props.onText(version.text)}>
                Edit this one
              </button>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}

interface EditorProps {
  before: string;
  draft: { text: string; seen: string };
  onText: (text: string) => void;
  onClose: () => void;
  onEnabled: (state: PolicyState) => void;
}

function Editor(props: EditorProps) {
  const { draft, before } = props;
  const api = useApi();
  const [checked, setChecked] = useState<{ text: string; check: PolicyCheck }>();
  const [trials, setTrials] = useState<{ text: string; trials: PolicyTrials }>();
  const [error, setError] = useState<Error>();
  const [busy, setBusy] = useState(false);
  const { text } = draft;
  const run = <T,>(work: Promise<T>, then: (answer: T) => void) => {
    setBusy(true);
    setError(undefined);
    work.then(then, (failure: unknown) => setError(failure instanceof Error ? failure : new Error(String(failure)))).finally(() => setBusy(false));
  };
  const check = checked?.text === text ? checked.check : undefined;
  const good = check?.digest !== undefined;
  const lines = changedLines(before, text);
  return (
    <section className="card stack" aria-label="Change">
      <div className="spread">
        <h2>Change</h2>
        <button type="button" className="button small" onClick={props.onClose}>
          Give it up
        </button>
      </div>
      <textarea className="field policy-text" aria-label="The policy as YAML" spellCheck={false} rows={22} value={text} onChange={(event) => props.onText(event.target.value)} />
      <p className="row">
        <button type="button" className="button" disabled={busy} onClick={() => run(api.checkPolicy(text), (answer) => setChecked({ text, check: answer }))}>
          Check
        </button>
        <button type="button" className="button" disabled={busy || !good} onClick={() => run(api.tryPolicy(text), (answer) => setTrials({ text, trials: answer }))}>
          Test and try
        </button>
        <button type="button" className="button primary" disabled={busy || !good || lines.length === 0} onClick={() => run(api.enablePolicy(text, draft.seen), props.onEnabled)}>
          Enable
        </button>
        <span className="muted">{good ? `${check.rules.length} rules, SHA-256 ${check.digest?.slice(0, 16)}…` : "Check it first."}</span>
      </p>
      {error && <Failure error={error} what="the outcome" />}
      {check && check.issues.length > 0 && <IssueList issues={check.issues} />}
      {trials?.text === text && <Trials trials={trials.trials} />}
      <Diff lines={lines} />
    </section>
  );
}

function Diff(props: { lines: readonly Line[] }) {
  if (props.lines.length === 0) return <p className="muted">Nothing is changed yet.</p>;
  return (
    <details open>
      <summary>What changes</summary>
      {/* A block that scrolls must be reachable by keyboard. */}
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
      <div className="asked diff" tabIndex={0} role="region" aria-label="Changed lines">
        {props.lines.map((line) => (
          <div key={`${line.kind} ${line.number}`} className={`diff-${line.kind}`}>
            <span className="muted">{line.number}</span> {line.kind === "added" ? "+" : "−"} {line.text}
          </div>
        ))}
      </div>
    </details>
  );
}

function Trials(props: { trials: PolicyTrials }) {
  return (
    <div className="stack" role="status">
      <Tests tests={props.trials.tests} />
      <Recent items={props.trials.items} />
    </div>
  );
}

function Tests(props: { tests: PolicyTrials["tests"] }) {
  const { tests } = props;
  const failed = tests.filter((each) => !each.passed);
  if (tests.length === 0) {
    return (
      <p className="muted">
        It carries no tests. Write them below <code>tests</code>, and a change that breaks one never takes effect.
      </p>
    );
  }
  return (
    <>
      <p className={failed.length > 0 ? "bad" : "good"}>
        {tests.length - failed.length} of its {tests.length} tests {tests.length - failed.length === 1 ? "passes" : "pass"}.
      </p>
      {failed.length > 0 && (
        <ul className="stack tight">
          {failed.map((each) => (
            <li key={each.name}>
              <strong>{each.name}</strong>: {each.problem}
            </li>
          ))}
        </ul>
      )}
    </>
  );
}

function Recent(props: { items: PolicyTrials["items"] }) {
  const { items } = props;
  const others = items.filter((each) => each.was !== each.now);
  if (items.length === 0) {
    return <p className="muted">There is nothing to try it on: only requests that did not simply pass are kept.</p>;
  }
  return (
    <>
      <p>
        {others.length === 0 ? `It decides as before about the newest ${items.length} requests that are kept.` : `Of the newest ${items.length} requests that are kept it decides otherwise about ${others.length}.`}{" "}
        <span className="muted">Requests that simply passed are not kept, so what it would newly stop does not show here; give a new rule <code>shadow: true</code> first.</span>
      </p>
      <ul className="stack tight">
        {others.slice(0, 30).map((each) => (
          <li key={each.index} className="row">
            <Link href={`/decisions/${each.index}`}>entry {each.index}</Link> <DecisionBadge decision={each.was} /> → <DecisionBadge decision={each.now} /> <span className="muted">{each.grounds.map(({ rule }) => rule).join(", ")}</span>
          </li>
        ))}
      </ul>
    </>
  );
}
