import { useState } from "react";
import { Link, useLocation } from "wouter";
import { useApi, useLive, useMay, useResource } from "../api/hooks";
import type { Approval, ApprovalDetail } from "../api/schema";
import { useNow } from "../page/clock";
import { CopyBlock, Empty, Failure, Loading, Time, useTitle, Wide } from "../page/widgets";
import { GatewayTabs } from "./GatewayTabs";
import { Fact, NoGateway, TechniqueIds } from "./parts";
import "./gateway.css";

const EXAMPLE = `- id: bulk-export
  when: request.tools.exists(name, name.startsWith("export_"))
  do: hold
  approval: {approvers: 2}`;

export default function ApprovalsPage(props: { id: string | undefined }) {
  useTitle("Approvals");
  const api = useApi();
  const [, navigate] = useLocation();
  const list = useResource("approvals", api.approvals);
  useLive("approval", list.reload);
  useLive("resync", list.reload);
  const { id } = props;
  return (
    <div className="page">
      <GatewayTabs />
      <div className="page-head">
        <h1>Approvals</h1>
        <p>What a policy holds back until somebody agrees. Who asks cannot approve; silence refuses; every word is in the ledger.</p>
      </div>
      {list.error && !list.data && <Failure error={list.error} what="the approvals" retry={list.reload} />}
      {list.loading && <Loading what="approvals" />}
      {list.data && !list.data.running && <NoGateway />}
      {id !== undefined && list.data?.running && <Decide key={id} id={id} onClose={() => navigate("/approvals")} />}
      {list.data?.running && <Lists items={list.data.items} current={id} />}
    </div>
  );
}

const isOpen = (approval: Approval): boolean => approval.state === "waiting" || approval.state === "approved";

function Lists(props: { items: readonly Approval[]; current: string | undefined }) {
  const open = props.items.filter(isOpen);
  const over = props.items.filter((each) => !isOpen(each));
  return (
    <>
      {open.length > 0 ? (
        <Table label="Waiting" items={open} current={props.current} />
      ) : (
        <Empty title="Nothing waits for you">
          {over.length === 0 && (
            <>
              <p className="muted">A request waits here when a rule of the policy says so, for example:</p>
              <CopyBlock label="rule" text={EXAMPLE} />
            </>
          )}
        </Empty>
      )}
      {over.length > 0 && (
        <>
          <h2>Over</h2>
          <Table label="Over" items={over} current={props.current} />
        </>
      )}
    </>
  );
}

function Table(props: { label: string; items: readonly Approval[]; current: string | undefined }) {
  return (
    <Wide className="card table-card" label={props.label}>
      <table className="list-table">
        <thead>
          <tr>
            <th scope="col">State</th>
            <th scope="col">Who asks</th>
            <th scope="col">For</th>
            <th scope="col">Because</th>
            <th scope="col">Asked</th>
            <th scope="col">Word</th>
          </tr>
        </thead>
        <tbody>
          {props.items.map((each) => (
            <tr key={each.id} data-approval={each.id} className={each.id === props.current ? "row-opened" : ""}>
              <td>
                <State approval={each} />
              </td>
              <td className="wrap">
                <Link href={`/approvals/${each.id}`}>{each.principal}</Link>
              </td>
              <td className="wrap">
                {each.subject} {each.target !== "" && <span className="mono muted">{each.target}</span>}
              </td>
              <td className="wrap">{each.grounds.map(({ title }) => title).join("; ")}</td>
              <td>
                <Time at={each.asked} />
              </td>
              <td className="wrap">
                <Word approval={each} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Wide>
  );
}

function State(props: { approval: Approval }) {
  return <span className={`approval approval-${props.approval.state}`}>{props.approval.state}</span>;
}

function Word(props: { approval: Approval }) {
  const { approval } = props;
  const now = useNow();
  if (approval.state === "waiting") {
    const seconds = Math.max(0, Math.round((Date.parse(approval.expires) - now) / 1_000));
    return (
      <span className={seconds < 30 ? "bad" : ""}>
        {approval.missing === 1 ? "one must agree" : `${approval.missing} must agree`}, {seconds < 120 ? `${seconds} s` : `${Math.round(seconds / 60)} min`} left
      </span>
    );
  }
  const who = approval.closing?.who;
  if (approval.state === "refused") return `${who}: ${approval.closing?.reason ?? ""}`;
  if (approval.state === "cancelled") return approval.closing?.reason ?? "";
  return approval.agreed.map((each) => each.who).join(", ");
}

function Decide(props: { id: string; onClose: () => void }) {
  const { id } = props;
  const api = useApi();
  const detail = useResource(`approval ${id}`, (signal) => api.approval(id, signal));
  useLive("approval", (approval) => {
    if (approval.id === id) detail.change((before) => ({ ...before, approval }));
  });
  if (detail.error && !detail.data) {
    return <Failure error={detail.error} what="this approval" retry={props.onClose} retryWord="To all approvals" />;
  }
  if (!detail.data) return <Loading what="the approval" />;
  return <Detail detail={detail.data} onClose={props.onClose} onChange={(approval) => detail.change((before) => ({ ...before, approval }))} />;
}

function Detail(props: { detail: ApprovalDetail; onClose: () => void; onChange: (approval: Approval) => void }) {
  const { approval, content } = props.detail;
  return (
    <article className="card stack" aria-label="Approval">
      <div className="spread">
        <h2>
          <State approval={approval} /> {approval.principal} asks for {approval.subject}
          {approval.target !== "" && ` of ${approval.target}`}
        </h2>
        <button type="button" className="icon-button" aria-label="Close the approval" onClick={props.onClose}>
          ✕
        </button>
      </div>
      <ul className="stack tight">
        {approval.grounds.map((ground) => (
          <li key={ground.rule} className="row">
            <span>{ground.title}</span> <span className="mono muted">{ground.rule}</span>
            <TechniqueIds ids={ground.techniques} />
          </li>
        ))}
      </ul>
      <dl className="facts">
        <Fact name="Asked">
          <Time at={approval.asked} />, {approval.mode === "wait" ? "and waits" : "and comes back"}
        </Fact>
        <Fact name={approval.state === "approved" ? "To be used" : "Ends"}>
          <Time at={approval.expires} />
        </Fact>
        <Fact name="Approvers">
          {approval.agreed.length === 0 ? `none of ${approval.approvers} yet` : `${approval.agreed.map((each) => each.who).join(", ")} (${approval.agreed.length} of ${approval.approvers})`}
        </Fact>
        {approval.closing && (
          <Fact name="End">
            {[approval.closing.who, approval.closing.reason].filter((each) => each !== "").join(": ")} <Time at={approval.closing.when} />
          </Fact>
        )}
        <Fact name="Policy">
          {approval.policy} <span className="mono muted">{approval.policyDigest.slice(0, 16)}…</span>
        </Fact>
        <Fact name="Only for">
          <span className="mono muted">{approval.requestDigest.slice(0, 32)}…</span>, {approval.bytes} bytes
        </Fact>
        <Fact name="In the ledger">
          <Link href={`/decisions/${approval.receipt}`}>entry {approval.receipt}</Link>
        </Fact>
      </dl>
      {content !== undefined && (
        <details open={approval.state === "waiting"}>
          <summary>What is asked</summary>
          {/* A block that scrolls must be reachable by keyboard. */}
          {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
          <pre className="asked" tabIndex={0} aria-label="The request">
            {content}
          </pre>
        </details>
      )}
      <Actions approval={approval} onChange={props.onChange} />
    </article>
  );
}

function Actions(props: { approval: Approval; onChange: (approval: Approval) => void }) {
  const { approval } = props;
  const api = useApi();
  const may = useMay("APPROVE");
  const [reason, setReason] = useState("");
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<Error>();
  if (!isOpen(approval)) return null;
  if (!may) return <p className="muted">An analyst, an engineer or an admin decides about it.</p>;
  const run = (work: Promise<Approval>) => {
    setBusy(true);
    setError(undefined);
    work
      .then(props.onChange, (failure: unknown) => setError(failure instanceof Error ? failure : new Error(String(failure))))
      .finally(() => setBusy(false));
  };
  return (
    <>
      <div className="row approval-actions">
        {approval.state === "waiting" && (
          <button type="button" className="button primary" disabled={busy} onClick={() => run(api.approve(approval.id))}>
            Approve
          </button>
        )}
        <label className="row refuse">
          <span className="visually-hidden">Why you refuse</span>
          <input className="field" maxLength={500} placeholder="why not: who asked is told" value={reason} onChange={(event) => setReason(event.target.value)} />
        </label>
        <button type="button" className="button danger" disabled={busy || reason.trim() === ""} onClick={() => run(api.refuse(approval.id, reason.trim()))}>
          {approval.state === "approved" ? "Take it back" : "Refuse"}
        </button>
      </div>
      {error && (
        <p className="bad" role="alert">
          {error.message}
        </p>
      )}
    </>
  );
}
