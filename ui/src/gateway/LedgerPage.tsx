import { useState } from "react";
import { Link } from "wouter";
import { useApi, useLive, useResource, useSoon } from "../api/hooks";
import type { LedgerState, LedgerVerdict } from "../api/schema";
import { CopyBlock, Failure, Loading, useTitle } from "../page/widgets";
import { GatewayTabs } from "./GatewayTabs";
import { Fact, NoGateway } from "./parts";
import "./gateway.css";

const SETTLE_MS = 2_000;

export default function LedgerPage() {
  useTitle("Ledger");
  const api = useApi();
  const ledger = useResource("ledger", api.ledger);
  useLive("decision", useSoon(ledger.reload, SETTLE_MS));
  useLive("resync", ledger.reload);
  return (
    <div className="page">
      <GatewayTabs />
      <div className="page-head">
        <h1>Ledger</h1>
        <p>Every decision is a leaf of a signed tree. What is altered, cut off or put back shows, here and to software that is not ours.</p>
      </div>
      {ledger.error && !ledger.data && <Failure error={ledger.error} what="the ledger" retry={ledger.reload} />}
      {ledger.loading && <Loading what="the ledger" />}
      {ledger.data && (ledger.data.running ? <Ledger state={ledger.data} /> : <NoGateway />)}
    </div>
  );
}

function Ledger(props: { state: LedgerState }) {
  const { state } = props;
  const witnesses = state.signatures.filter((each) => !each.own);
  return (
    <>
      <section className="card stack" aria-label="Newest checkpoint">
        <h2>{state.size === 1 ? "1 entry" : `${state.size.toLocaleString("en")} entries`}</h2>
        <dl className="facts">
          <Fact name="Name">{state.origin}</Fact>
          <Fact name="Root">
            <span className="mono">{state.root}</span>
          </Fact>
          {state.firstEntry > 0 && <Fact name="Pruned">entries before {state.firstEntry.toLocaleString("en")}</Fact>}
          <Fact name="Signed by">
            {state.signatures
              .filter((each) => each.own)
              .map((each) => `its key ${each.keyId}`)
              .join(", ")}
          </Fact>
          <Fact name="Witnesses">{witnesses.length === 0 ? <span className="muted">none cosigned this checkpoint</span> : witnesses.map((each) => `${each.name} (${each.keyId})`).join(", ")}</Fact>
        </dl>
        <details>
          <summary>The signed checkpoint</summary>
          <CopyBlock label="checkpoint" text={state.checkpoint} />
        </details>
        <details>
          <summary>The keys that sign it</summary>
          <CopyBlock label="keys" text={state.keys.join("\n")} />
          <p className="muted">Keep a copy elsewhere: who holds folder and key could write another history.</p>
        </details>
      </section>
      <Verify />
      <section className="card stack" aria-label="Witness">
        <h2>A witness</h2>
        <p>
          runs elsewhere with its own key and signs only what extends what it saw before. With one, putting the whole folder back or forking it shows too.
        </p>
        <CopyBlock
          label="commands"
          text={"sextant ledger witness STATE --log log.vkeys --name witness.example/one     # elsewhere\nsextant ledger cosign DATA/ledger --witness http://HOST:7678/ --key KEY       # here"}
        />
      </section>
    </>
  );
}

function Verify() {
  const api = useApi();
  const [outcome, setOutcome] = useState<LedgerVerdict | Error | "busy">();
  const verify = () => {
    setOutcome("busy");
    api.verifyLedger().then(setOutcome, (failure: unknown) => setOutcome(failure instanceof Error ? failure : new Error(String(failure))));
  };
  return (
    <section className="card stack" aria-label="Verify">
      <h2>Verify all of it</h2>
      <p className="row">
        <button type="button" className="button primary" disabled={outcome === "busy"} onClick={verify}>
          {outcome === "busy" ? "Reading the whole ledger…" : "Verify"}
        </button>
        <span className="muted">
          By this server. Without believing it: <code>sextant ledger verify DATA/ledger --save head</code>, or any verifier of tlog-tiles.
        </span>
      </p>
      <div role="status">
        {outcome instanceof Error && <p className="bad">{outcome.message}</p>}
        {outcome !== undefined && outcome !== "busy" && !(outcome instanceof Error) && <Outcome verdict={outcome} />}
      </div>
    </section>
  );
}

function Outcome(props: { verdict: LedgerVerdict }) {
  const { verdict } = props;
  if (verdict.honest) {
    return (
      <p className="good">
        ✓ {verdict.verified.toLocaleString("en")} entries and {verdict.checkpoints.toLocaleString("en")} checkpoints agree ({verdict.millis} ms).
      </p>
    );
  }
  return (
    <div className="stack">
      <p className="bad">
        <strong>The ledger was tampered with.</strong>
      </p>
      <ul className="issues">
        {verdict.problems.map((problem) => (
          <li key={`${problem.code} ${problem.message}`} className="issue issue-error">
            <p>
              <span className="mono issue-code">{problem.code}</span> {problem.firstEntry !== undefined && <Link href={`/decisions/${problem.firstEntry}`}>entry {problem.firstEntry}</Link>}
            </p>
            <p>{problem.message}</p>
          </li>
        ))}
      </ul>
    </div>
  );
}
