import { useId, useState, type FormEvent } from "react";
import { useApi, useMay, useResource } from "../api/hooks";
import { ROLES, type CreatedToken, type Role, type Token } from "../api/schema";
import { CopyBlock, Dialog, Failure, Loading, Time, useTitle, Wide } from "../page/widgets";
import "./tokens.css";

const ROLE_WORDS: Record<Role, string> = {
  viewer: "viewer: sees everything but secrets",
  analyst: "analyst: also changes findings and approves",
  engineer: "engineer: also sends telemetry, changes rules and releases",
  admin: "admin: may do everything",
  auditor: "auditor: sees everything but secrets",
  sender: "sender: sends telemetry and nothing else",
};

export default function TokensPage() {
  useTitle("API tokens");
  const may = useMay("ADMINISTER");
  return (
    <div className="page">
      <div className="page-head">
        <h1>API tokens</h1>
        <p>
          A program signs in with <code>Authorization: Bearer TOKEN</code>. Give each its own token with the least role that does.
        </p>
      </div>
      {may ? <Tokens /> : <p className="card">Only an admin may see and make tokens.</p>}
    </div>
  );
}

function Tokens() {
  const api = useApi();
  const tokens = useResource("tokens", api.tokens);
  const [made, setMade] = useState<CreatedToken>();
  const [error, setError] = useState<Error>();
  const attempt = (work: Promise<unknown>) => {
    setError(undefined);
    work.then(tokens.reload, (failure: unknown) => setError(failure instanceof Error ? failure : new Error(String(failure))));
  };
  return (
    <>
      <NewToken onCreate={(name, role, expiresInDays) => attempt(api.createToken({ name, role, ...(expiresInDays !== undefined && { expiresInDays }) }).then(setMade))} />
      {made && (
        <section className="card stack made" role="status" aria-label="The new token">
          <h2>Copy the token “{made.token.name}” now</h2>
          <p>It is kept as a digest only and cannot be shown again.</p>
          <CopyBlock text={made.secret} label="token" />
        </section>
      )}
      {error && <Failure error={error} what="the outcome" />}
      {tokens.error && !tokens.data && <Failure error={tokens.error} what="the tokens" retry={tokens.reload} />}
      {tokens.loading && <Loading what="tokens" />}
      {tokens.data && <TokenTable tokens={tokens.data.items} onRevoke={(id) => attempt(api.revokeToken(id))} />}
    </>
  );
}

function NewToken(props: { onCreate: (name: string, role: Role, expiresInDays: number | undefined) => void }) {
  const [name, setName] = useState("");
  const [role, setRole] = useState<Role>("sender");
  const [days, setDays] = useState("");
  const id = useId();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (name.trim() === "") return;
    props.onCreate(name.trim(), role, days === "" ? undefined : Number(days));
    setName("");
  };
  return (
    <form className="card new-token" onSubmit={submit}>
      <label htmlFor={`${id}-name`}>
        Name
        <input id={`${id}-name`} className="field" required maxLength={80} value={name} placeholder="who will use it" onChange={(event) => setName(event.target.value)} />
      </label>
      <label htmlFor={`${id}-role`}>
        Role
        <select id={`${id}-role`} className="field" value={role} onChange={(event) => setRole(ROLES.find((each) => each === event.target.value) ?? "sender")}>
          {ROLES.map((each) => (
            <option key={each} value={each}>
              {ROLE_WORDS[each]}
            </option>
          ))}
        </select>
      </label>
      <label htmlFor={`${id}-days`}>
        Expires
        <select id={`${id}-days`} className="field" value={days} onChange={(event) => setDays(event.target.value)}>
          <option value="">never</option>
          <option value="30">in 30 days</option>
          <option value="90">in 90 days</option>
          <option value="365">in a year</option>
        </select>
      </label>
      <button type="submit" className="button primary">
        Make a token
      </button>
    </form>
  );
}

function TokenTable(props: { tokens: readonly Token[]; onRevoke: (id: string) => void }) {
  const [asked, setAsked] = useState<Token>();
  if (props.tokens.length === 0) return <p className="muted">There are no tokens yet.</p>;
  return (
    <div className="card table-card">
      <Wide label="Tokens">
      <table className="list-table">
        <thead>
          <tr>
            <th scope="col">Name</th>
            <th scope="col">Role</th>
            <th scope="col">Made</th>
            <th scope="col">Last used</th>
            <th scope="col">Expires</th>
            <th scope="col">
              <span className="visually-hidden">Revoke</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {props.tokens.map((token) => (
            <tr key={token.id}>
              <td>
                {token.name} <span className="mono muted">{token.id}</span>
              </td>
              <td>{token.role}</td>
              <td>
                <Time at={token.created} />
              </td>
              <td>{token.lastUsed ? <Time at={token.lastUsed} /> : <span className="muted">never</span>}</td>
              <td>{token.expires ? <Time at={token.expires} /> : <span className="muted">never</span>}</td>
              <td className="number">
                <button type="button" className="button small danger" aria-label={`Revoke ${token.name}`} onClick={() => setAsked(token)}>
                  Revoke
                </button>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      </Wide>
      <Dialog title={`Revoke “${asked?.name ?? ""}”?`} open={asked !== undefined} onClose={() => setAsked(undefined)}>
        <div className="stack revoke">
          <p>Whoever uses it is refused from now on. This cannot be undone; a new token can be made.</p>
          <p className="row">
            <button
              type="button"
              className="button danger"
              onClick={() => {
                if (asked) props.onRevoke(asked.id);
                setAsked(undefined);
              }}
            >
              Revoke it
            </button>
            <button type="button" className="button" onClick={() => setAsked(undefined)}>
              Keep it
            </button>
          </p>
        </div>
      </Dialog>
    </div>
  );
}
