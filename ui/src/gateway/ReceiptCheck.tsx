import { useState } from "react";
import { useApi } from "../api/hooks";
import { Failure } from "../page/widgets";
import { canVerify, entryText, verifyReceipt, type Check } from "./receipt";
import { keyNews, type KeyNews } from "./trust";

type Outcome = { checks: Check[]; entry: string; news: KeyNews } | { error: Error } | "busy" | undefined;

/** Checks in this browser that a decision stands in the signed ledger. */
export function ReceiptCheck(props: { index: number }) {
  const { index } = props;
  const api = useApi();
  const [outcome, setOutcome] = useState<Outcome>();
  const check = async () => {
    setOutcome("busy");
    try {
      const [receipt, ledger] = await Promise.all([api.receipt(index), api.ledger()]);
      const checks = await verifyReceipt(receipt, ledger.keys);
      const readable = checks.length > 1;
      setOutcome({ checks, entry: readable ? entryText(receipt) : "", news: keyNews(window.localStorage, ledger.origin, ledger.keys) });
    } catch (failure) {
      setOutcome({ error: failure instanceof Error ? failure : new Error(String(failure)) });
    }
  };
  return (
    <section className="panel-part" aria-label="Receipt">
      <h3>Receipt</h3>
      <p className="row">
        <button type="button" className="button" disabled={outcome === "busy" || !canVerify()} onClick={() => void check()}>
          Verify in this browser
        </button>
        <a className="button" href={api.receiptOf(index)} download>
          Download the receipt
        </a>
        <span className="muted">
          Elsewhere: <code>sextant ledger verify decision-{index}.tlog-proof --key log.vkeys</code>
        </span>
      </p>
      {!canVerify() && <p className="muted">Browsers check signatures only on pages by https, or from this machine.</p>}
      {outcome !== undefined && outcome !== "busy" && ("error" in outcome ? <Failure error={outcome.error} what="the receipt" /> : <Checked {...outcome} />)}
    </section>
  );
}

function Checked(props: { checks: readonly Check[]; entry: string; news: KeyNews }) {
  const good = props.checks.every((each) => each.good);
  return (
    <div className="stack" role="status">
      <p className={good ? "good" : "bad"}>
        <strong>{good ? "This decision stands in the ledger as it is shown." : "This decision is not proven."}</strong>
      </p>
      <ul className="checks">
        {props.checks.map((each) => (
          <li key={each.word}>
            <span className={each.good ? "good" : "bad"}>{each.good ? "✓" : "✗"}</span> <strong>{each.word}</strong> <span className="muted">{each.detail}</span>
          </li>
        ))}
        <li>
          <span className={props.news === "changed" ? "bad" : "good"}>{props.news === "changed" ? "!" : "✓"}</span> <strong>Key</strong> <span className="muted">{NEWS[props.news]}</span>
        </li>
      </ul>
      {props.entry !== "" && (
        <details>
          <summary>The entry, byte for byte</summary>
          {/* A block that scrolls must be reachable by keyboard. */}
          {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
          <pre className="asked" tabIndex={0} aria-label="The entry">
            {props.entry}
          </pre>
        </details>
      )}
    </div>
  );
}

const NEWS: Record<KeyNews, string> = {
  first: "seen for the first time by this browser, which keeps it; compare it with a copy of log.vkeys from elsewhere",
  same: "the one that this browser knows from before",
  changed: "not one that this browser knows: the keys were changed, or this is another ledger",
};
