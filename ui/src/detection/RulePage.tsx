import { Link } from "wouter";
import { useApi, useResource } from "../api/hooks";
import type { Issue, RuleDetail } from "../api/schema";
import { Failure, LevelBadge, Loading, TechniqueChip, Time, useTitle } from "../page/widgets";
import { yamlLines } from "./yaml";
import "./rules.css";

export default function RulePage(props: { id: string }) {
  const api = useApi();
  const rule = useResource(`rule ${props.id}`, (signal) => api.rule(props.id, signal));
  useTitle(rule.data?.summary.title ?? "Rule");
  if (rule.error && !rule.data) {
    return (
      <div className="page">
        <Failure page error={rule.error} what="this rule" retry={rule.reload} />
        <p>
          <Link href="/rules">All rules</Link>
        </p>
      </div>
    );
  }
  if (!rule.data) return <Loading what="the rule" />;
  return <Rule rule={rule.data} />;
}

function Rule(props: { rule: RuleDetail }) {
  const { rule } = props;
  const { summary } = rule;
  return (
    <div className="page">
      <header className="page-head stack">
        <nav aria-label="Where it stands" className="row muted">
          <Link href="/rules">Rules</Link>
          <span aria-hidden="true">›</span>
          <span className="mono">{summary.file}</span>
        </nav>
        <h1>{summary.title}</h1>
        <p className="row">
          <LevelBadge level={summary.level} />
          <span className="chip">{summary.status}</span>
          {summary.kind === "correlation" && <span className="chip">correlation</span>}
          {summary.techniques.map((technique) => (
            <TechniqueChip key={technique.id} technique={technique} named />
          ))}
        </p>
        <p className="rule-description">{rule.description}</p>
      </header>
      <div className="rule-parts">
        <section className="card table-card" aria-labelledby="source">
          <h2 id="source" className="card-title">
            Source
          </h2>
          <Source source={rule.source} issues={rule.issues} />
        </section>
        <aside className="stack">
          <section className="card stack" aria-labelledby="hits">
            <h2 id="hits">Hits</h2>
            <p>
              {summary.occurrences === 0 ? (
                "It has matched nothing so far."
              ) : (
                <>
                  <Link href={`/findings?rule=${encodeURIComponent(summary.id)}`}>{summary.findings === 1 ? "1 finding" : `${summary.findings} findings`}</Link>, {summary.occurrences} hits
                  {summary.lastSeen && (
                    <>
                      , last <Time at={summary.lastSeen} />
                    </>
                  )}
                </>
              )}
            </p>
          </section>
          <section className="card stack" aria-labelledby="false-positives">
            <h2 id="false-positives">Harmless reasons it may match</h2>
            {rule.falsePositives.length === 0 && <p className="muted">The author knows of none.</p>}
            <ul className="bullets">
              {rule.falsePositives.map((each) => (
                <li key={each}>{each}</li>
              ))}
            </ul>
          </section>
          <section className="card stack" aria-labelledby="needs">
            <h2 id="needs">Telemetry it needs</h2>
            {Object.keys(summary.logsource).length === 0 && <p className="muted">That of the rules it joins; its source names them.</p>}
            <dl className="facts">
              {Object.entries(summary.logsource).map(([name, value]) => (
                <div key={name}>
                  <dt>{name}</dt>
                  <dd className="mono">{value}</dd>
                </div>
              ))}
            </dl>
          </section>
          <section className="card stack" aria-labelledby="about-rule">
            <h2 id="about-rule">About</h2>
            <dl className="facts">
              <div>
                <dt>Id</dt>
                <dd className="mono">{summary.id}</dd>
              </div>
              {rule.author !== "" && (
                <div>
                  <dt>Author</dt>
                  <dd>{rule.author}</dd>
                </div>
              )}
              {rule.date !== "" && (
                <div>
                  <dt>Date</dt>
                  <dd>{rule.date}</dd>
                </div>
              )}
            </dl>
            <p className="row">
              {rule.tags.map((tag) => (
                <span key={tag} className="chip mono">
                  {tag}
                </span>
              ))}
            </p>
            <ul className="bullets">
              {rule.references.map((each) => (
                <li key={each}>
                  {/^https?:\/\//.test(each) ? (
                    <a href={each} rel="noreferrer" target="_blank">
                      {each}
                    </a>
                  ) : (
                    each
                  )}
                </li>
              ))}
            </ul>
          </section>
        </aside>
      </div>
    </div>
  );
}

/** The rule's text with line numbers, colours, and its issues where they arise. */
function Source(props: { source: string; issues: readonly Issue[] }) {
  const lines = yamlLines(props.source.replace(/\n$/, ""));
  return (
    // A block that scrolls must be reachable by keyboard.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <div className="source" tabIndex={0} role="region" aria-label="Rule source">
      <ol>
        {lines.map((tokens, at) => (
          // Lines are what they are by their number.
          // oxlint-disable-next-line react/no-array-index-key
          <li key={at}>
            <code>
              {tokens.map((token, index) => (
                // oxlint-disable-next-line react/no-array-index-key -- tokens never move
                <span key={index} className={`yaml-${token.kind}`}>
                  {token.text}
                </span>
              ))}
            </code>
            {props.issues
              .filter((issue) => issue.line === at + 1)
              .map((issue) => (
                <span key={`${issue.code}:${issue.column}`} className={`source-issue issue-${issue.severity}`}>
                  <span aria-hidden="true">{`${" ".repeat(Math.max(0, issue.column - 1))}^`}</span>
                  <br />
                  {issue.code}: {issue.message} {issue.hint}
                </span>
              ))}
          </li>
        ))}
      </ol>
    </div>
  );
}
