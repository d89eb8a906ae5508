import { Link } from "wouter";
import type { Decision } from "../api/schema";
import { CopyBlock, Empty } from "../page/widgets";

export function DecisionBadge(props: { decision: Decision }) {
  return <span className={`decision decision-${props.decision}`}>{props.decision}</span>;
}

export function TechniqueIds(props: { ids: readonly string[] }) {
  return props.ids.map((id) => (
    <Link key={id} href={`/techniques/${id}`} className="chip">
      <span className="mono">{id}</span>
    </Link>
  ));
}

export function Fact(props: { name: string; children: React.ReactNode }) {
  return (
    <div>
      <dt>{props.name}</dt>
      <dd>{props.children}</dd>
    </div>
  );
}

/** What to do when this server runs no gateway. */
export function NoGateway() {
  return (
    <Empty title="This server runs no gateway yet">
      <p className="muted">The gateway stands before a model server, decides about every request and answer, and writes each decision into a ledger that cannot be altered unseen. Start it before yours:</p>
      <CopyBlock label="command" text="./sextant up --upstream http://127.0.0.1:11434" />
      <p className="muted">
        Then point clients at <code>http://127.0.0.1:7676/v1</code> instead. They need no other change.
      </p>
    </Empty>
  );
}
