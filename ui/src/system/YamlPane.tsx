import { useRef } from "react";
import type { Issue } from "../api/schema";

/** The text of a map with its lines numbered; what is wrong stands beside its line and below. */
export function YamlPane(props: { text: string; issues: readonly Issue[]; readOnly: boolean; line: number | undefined; onType: (text: string) => void }) {
  const { text, issues, readOnly, onType } = props;
  const area = useRef<HTMLTextAreaElement>(null);
  const gutter = useRef<HTMLDivElement>(null);
  const lines = text.split("\n");
  const worst = new Map<number, Issue["severity"]>();
  for (const issue of issues) if (issue.severity === "error" || !worst.has(issue.line)) worst.set(issue.line, issue.severity);
  const go = (issue: Issue) => {
    const element = area.current;
    if (!element || issue.line === 0) return;
    const start = lines.slice(0, issue.line - 1).reduce((sum, line) => sum + line.length + 1, 0);
    element.focus();
    element.setSelectionRange(start + Math.max(0, issue.column - 1), start + (lines[issue.line - 1]?.length ?? 0));
    element.scrollTop = Math.max(0, (issue.line - 4) * LINE_PX);
  };
  return (
    <div className="yaml-pane">
      <div className="yaml-text">
        <div className="yaml-gutter" ref={gutter} aria-hidden="true">
          {lines.map((_, at) => (
            // Lines have no identity but their number.
            // oxlint-disable-next-line react/no-array-index-key
            <span key={at} className={`${worst.get(at + 1) ?? ""}${props.line === at + 1 ? " here" : ""}`}>
              {at + 1}
            </span>
          ))}
        </div>
        <textarea
          ref={area}
          className="mono"
          aria-label="The map as YAML"
          aria-describedby="yaml-issues"
          spellCheck={false}
          wrap="off"
          readOnly={readOnly}
          value={text}
          onChange={(event) => onType(event.target.value)}
          onScroll={(event) => gutter.current?.scrollTo({ top: event.currentTarget.scrollTop })}
        />
      </div>
      <div id="yaml-issues" className="yaml-issues" role="status">
        {issues.length === 0 ? (
          <p className="muted">No mistakes.</p>
        ) : (
          <ul>
            {issues.slice(0, MOST_SHOWN).map((issue) => (
              <li key={`${issue.line}:${issue.column}:${issue.code}:${issue.message}`} className={`issue issue-${issue.severity}`}>
                <button type="button" className="link-button" onClick={() => go(issue)}>
                  {issue.line > 0 ? `Line ${issue.line}` : "The file"}
                </button>{" "}
                {issue.message}
                {issue.hint !== "" && <span className="muted"> {issue.hint}</span>} <span className="muted mono">{issue.code}</span>
              </li>
            ))}
            {issues.length > MOST_SHOWN && <li className="muted">and {issues.length - MOST_SHOWN} more</li>}
          </ul>
        )}
      </div>
    </div>
  );
}

const LINE_PX = 18;
const MOST_SHOWN = 50;
