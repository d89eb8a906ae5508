import { useState } from "react";
import { useApi, useResource } from "../api/hooks";
import type { DecisionBody, DecisionDetail, Passage } from "../api/schema";
import { Failure, Loading, Time } from "../page/widgets";
import { segments } from "./marks";
import { DecisionBadge, Fact, TechniqueIds } from "./parts";
import { ReceiptCheck } from "./ReceiptCheck";

export function DecisionDetailCard(props: { id: string; onClose: () => void }) {
  const { id } = props;
  const api = useApi();
  const detail = useResource(`decision ${id}`, (signal) => api.decision(id, signal));
  if (detail.error && !detail.data) return <Failure error={detail.error} what="this decision" retry={detail.reload} />;
  if (!detail.data) return <Loading what="the decision" />;
  return (
    <article className="card stack" aria-label="Decision">
      <div className="spread">
        <h2>
          <DecisionBadge decision={detail.data.decision.decision} /> Entry {detail.data.decision.index}
        </h2>
        <button type="button" className="icon-button" aria-label="Close the decision" onClick={props.onClose}>
          ✕
        </button>
      </div>
      <Facts detail={detail.data} />
      {detail.data.bodies.length === 0 && <p className="muted">The text of what simply passed is not kept.</p>}
      {detail.data.bodies.map((body) => (
        <KeptBody key={body.hash} body={body} />
      ))}
      <ReceiptCheck index={detail.data.decision.index} />
    </article>
  );
}

function Facts(props: { detail: DecisionDetail }) {
  const { decision, detectors } = props.detail;
  return (
    <dl className="facts">
      <Fact name="Decided">
        <Time at={decision.time} />
      </Fact>
      <Fact name="Who">
        {decision.name} <span className="mono muted">{decision.principal}</span>
      </Fact>
      {decision.grounds.map((ground) => (
        <Fact key={ground.rule} name={`Rule ${ground.rule}`}>
          <span className="row">{ground.techniques.length === 0 ? "holds" : <TechniqueIds ids={ground.techniques} />}</span>
        </Fact>
      ))}
      <Fact name="Policy">
        <span className="mono muted">SHA-256 {decision.policyDigest.slice(0, 24)}…</span>
      </Fact>
      <Fact name="Detectors">
        {Object.entries(detectors)
          .map(([name, version]) => `${name} ${version}`)
          .join(", ")}
      </Fact>
    </dl>
  );
}

const STATES: Record<Exclude<DecisionBody["state"], "kept">, string> = {
  erased: "It was erased; its hash says nothing about it any more.",
  unreadable: "It cannot be read, or is not the one that was logged. Verify the ledger.",
};

const SHOWN = 12;

export function KeptBody(props: { body: DecisionBody }) {
  const { body } = props;
  const [all, setAll] = useState(false);
  const shown = all ? body.passages : body.passages.slice(0, SHOWN);
  return (
    <section className="panel-part" aria-label={`The ${body.kind}`}>
      <h3>
        The {body.kind} <span className="muted">· {body.bytes} bytes, as the detectors of today read it</span>
      </h3>
      {body.state === "kept" ? shown.map((passage) => <Text key={passage.place} passage={passage} />) : <p className={body.state === "unreadable" ? "bad" : "muted"}>{STATES[body.state]}</p>}
      {!all && body.passages.length > SHOWN && (
        <p>
          <button type="button" className="button small" onClick={() => setAll(true)}>
            {body.passages.length - SHOWN} more texts
          </button>
        </p>
      )}
    </section>
  );
}

function Text(props: { passage: Passage }) {
  const { passage } = props;
  return (
    <div className={`passage passage-${passage.channel}`}>
      <p className="row muted">
        <strong>{passage.channel}</strong> <span className="mono">{passage.place}</span>
        {passage.kind !== "" && (
          <span className="bad">
            {passage.kind.replaceAll("_", " ")}, {passage.score.toFixed(2)}
          </span>
        )}
      </p>
      <p className="passage-text">
        {segments(passage.text, passage.marks).map((segment) =>
          segment.kind === undefined ? (
            segment.text
          ) : (
            <mark key={segment.start} title={segment.kind}>
              {segment.text}
              <span className="visually-hidden"> ({segment.kind})</span>
            </mark>
          ),
        )}
      </p>
      {passage.reasons.length > 0 && (
        <ul className="reasons muted">
          {passage.reasons.map((reason) => (
            <li key={reason}>{reason}</li>
          ))}
        </ul>
      )}
    </div>
  );
}
