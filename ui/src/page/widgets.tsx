import { useEffect, useRef, useState, type ReactNode } from "react";
import { Link } from "wouter";
import { ProblemError, UnreachableError } from "../api/client";
import type { FindingStatus, Issue, Level, TechniqueRef } from "../api/schema";
import { useNow } from "./clock";
import { absoluteTime, relativeTime } from "./time";

/** The title of the browser's tab. */
export function useTitle(title: string): void {
  useEffect(() => {
    document.title = `${title} · Sextant`;
  }, [title]);
}

export function Time(props: { at: string }) {
  const now = useNow();
  return (
    <time dateTime={props.at} title={absoluteTime(props.at)} className="time">
      {relativeTime(props.at, now)}
    </time>
  );
}

export function LevelBadge(props: { level: Level }) {
  return <span className={`level level-${props.level}`}>{props.level}</span>;
}

const STATUS_WORDS: Record<FindingStatus, string> = {
  new: "new",
  acknowledged: "acknowledged",
  resolved: "resolved",
  false_positive: "false positive",
};

export const statusWord = (status: FindingStatus): string => STATUS_WORDS[status];

export function StatusBadge(props: { status: FindingStatus }) {
  return <span className={`status status-${props.status}`}>{statusWord(props.status)}</span>;
}

export function TechniqueChip(props: { technique: TechniqueRef; named?: boolean }) {
  const { id, name, release } = props.technique;
  return (
    <Link href={`/techniques/${id}?release=${encodeURIComponent(release)}`} className="chip" title={`${name} (${release})`}>
      <span className="mono">{id}</span>
      {props.named && <span>{name}</span>}
    </Link>
  );
}

export function Loading(props: { what: string }) {
  return (
    <div className="loading" role="status">
      <span className="spinner" aria-hidden="true" />
      Loading {props.what}…
    </div>
  );
}

export function IssueList(props: { issues: readonly Issue[] }) {
  return (
    <ul className="issues">
      {props.issues.map((issue) => (
        <li key={`${issue.file}:${issue.line}:${issue.column}:${issue.code}`} className={`issue issue-${issue.severity}`}>
          <p>
            <span className="mono issue-code">{issue.code}</span>{" "}
            <span className="mono muted">{placeOf(issue)}</span>
          </p>
          <p>{issue.message}</p>
          {issue.hint !== "" && <p className="muted">{issue.hint}</p>}
        </li>
      ))}
    </ul>
  );
}

function placeOf(issue: Issue): string {
  return issue.line > 0 ? `${issue.file}:${issue.line}:${issue.column}` : issue.file;
}

/** What went wrong and what to do; `page` when it stands for a whole page. */
export function Failure(props: { error: Error; what: string; retry?: () => void; retryWord?: string; page?: boolean }) {
  const { error } = props;
  const Heading = props.page ? "h1" : "h2";
  return (
    <div className="failure card stack" role="alert">
      <Heading>Cannot show {props.what}</Heading>
      {error instanceof ProblemError ? (
        <>
          <p>{error.problem.detail ?? error.problem.title}</p>
          {error.problem.issues && <IssueList issues={error.problem.issues} />}
          <p className="muted mono">{error.problem.code}</p>
        </>
      ) : error instanceof UnreachableError ? (
        <p>
          The server does not answer. See whether <code>./sextant up</code> still runs in its terminal, then try again.
        </p>
      ) : (
        <p>{error.message}</p>
      )}
      {props.retry && (
        <p>
          <button type="button" className="button" onClick={props.retry}>
            {props.retryWord ?? "Try again"}
          </button>
        </p>
      )}
    </div>
  );
}

/** Why there is nothing, and what to do next; `page` when it stands for a whole page. */
export function Empty(props: { title: string; children?: ReactNode; page?: boolean }) {
  const Heading = props.page ? "h1" : "h2";
  return (
    <div className="empty">
      <Heading className="empty-title">{props.title}</Heading>
      <div className="stack">{props.children}</div>
    </div>
  );
}

/** Copies the text; where the browser forbids it, selects the element that shows it. */
async function copy(text: string, shown: HTMLElement | null): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    const selection = window.getSelection();
    if (shown && selection) selection.selectAllChildren(shown);
    return false;
  }
}

export function CopyBlock(props: { text: string; label: string }) {
  const [outcome, setOutcome] = useState<"" | "Copied" | "Press Ctrl+C">("");
  const shown = useRef<HTMLPreElement>(null);
  useEffect(() => {
    if (outcome === "") return undefined;
    const timer = setTimeout(() => setOutcome(""), 2_500);
    return () => clearTimeout(timer);
  }, [outcome]);
  return (
    <div className="copy-block">
      {/* A block that scrolls must be reachable by keyboard. */}
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
      <pre ref={shown} tabIndex={0} aria-label={props.label}>
        {props.text}
      </pre>
      <button
        type="button"
        className="button small"
        aria-label={`Copy ${props.label}`}
        onClick={() => void copy(props.text, shown.current).then((done) => setOutcome(done ? "Copied" : "Press Ctrl+C"))}
      >
        {outcome === "" ? "Copy" : outcome}
      </button>
      <span className="visually-hidden" role="status">
        {outcome}
      </span>
    </div>
  );
}

export function Segmented<T extends string>(props: {
  label: string;
  value: T;
  options: readonly (readonly [T, string])[];
  onChange: (value: T) => void;
}) {
  return (
    <fieldset className="segmented" aria-label={props.label}>
      {props.options.map(([value, word]) => (
        <button key={value} type="button" aria-pressed={value === props.value} onClick={() => props.onChange(value)}>
          {word}
        </button>
      ))}
    </fieldset>
  );
}

/** A button that shows `children` below it until something else is pressed, or Escape. */
export function DropDown(props: { label: ReactNode; className?: string; name?: string; count?: number; children: ReactNode }) {
  const details = useRef<HTMLDetailsElement>(null);
  useEffect(() => {
    const close = (event: globalThis.Event) => {
      const element = details.current;
      if (element?.open && !(event.target instanceof Node && element.contains(event.target))) element.open = false;
    };
    window.addEventListener("pointerdown", close);
    return () => window.removeEventListener("pointerdown", close);
  }, []);
  return (
    // What is done inside closes it; Escape is caught on its way up from what is inside.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions, jsx-a11y/click-events-have-key-events
    <details
      ref={details}
      className={`choices ${props.className ?? ""}`}
      onClick={(event) => {
        if (details.current && event.target instanceof HTMLElement && event.target.closest(".menu-item")) details.current.open = false;
      }}
      onKeyDown={(event) => {
        if (event.key !== "Escape" || !details.current?.open) return;
        event.preventDefault();
        event.stopPropagation();
        details.current.open = false;
        details.current.querySelector("summary")?.focus();
      }}
    >
      <summary className="button" aria-label={props.name}>
        {props.label}
        {props.count !== undefined && props.count > 0 && <span className="count">{props.count}</span>}
        <span aria-hidden="true">▾</span>
      </summary>
      {props.children}
    </details>
  );
}

/** A drop-down of check boxes: several of a set. */
export function Choices<T extends string>(props: {
  label: string;
  options: readonly (readonly [T, string])[];
  chosen: readonly T[];
  onChange: (chosen: T[]) => void;
}) {
  const toggle = (value: T) => {
    const chosen = new Set(props.chosen);
    if (!chosen.delete(value)) chosen.add(value);
    props.onChange(props.options.map(([each]) => each).filter((each) => chosen.has(each)));
  };
  return (
    <DropDown label={props.label} count={props.chosen.length}>
      <fieldset className="choices-list" aria-label={props.label}>
        {props.options.map(([value, word]) => (
          <label key={value}>
            <input type="checkbox" checked={props.chosen.includes(value)} onChange={() => toggle(value)} />
            {word}
          </label>
        ))}
      </fieldset>
    </DropDown>
  );
}

/** A drop-down of things to do. */
export function Menu(props: { label: ReactNode; name?: string; end?: boolean; items: readonly { word: string; hint?: string; off?: boolean; run: () => void }[] }) {
  return (
    <DropDown label={props.label} {...(props.name !== undefined && { name: props.name })} className={props.end ? "choices-end" : ""}>
      <div className="choices-list">
        {props.items.map((item) => (
          <button key={item.word} type="button" className="button quiet menu-item" disabled={item.off} onClick={item.run}>
            {item.word}
            {item.hint && <kbd>{item.hint}</kbd>}
          </button>
        ))}
      </div>
    </DropDown>
  );
}

/** The filters of a page. On a phone all but the search field are folded away until asked for. */
export function Toolbar(props: { label: string; search: ReactNode; children: ReactNode }) {
  const [open, setOpen] = useState(false);
  return (
    <search className="toolbar" aria-label={props.label} data-open={open}>
      {props.search}
      <button type="button" className="button phone-only" aria-expanded={open} onClick={() => setOpen(!open)}>
        Filters
      </button>
      <div className="toolbar-more">{props.children}</div>
    </search>
  );
}

/** A text filter that follows the typing a moment later, so that the address is not rewritten per key. */
export function SearchField(props: {
  label: string;
  value: string;
  onChange: (value: string) => void;
}) {
  const [draft, setDraft] = useState(props.value);
  const [given, setGiven] = useState(props.value);
  if (given !== props.value) {
    setGiven(props.value);
    setDraft(props.value);
  }
  const { onChange, value } = props;
  useEffect(() => {
    if (draft === value) return undefined;
    const timer = setTimeout(() => onChange(draft), 200);
    return () => clearTimeout(timer);
  }, [draft, value, onChange]);
  return (
    <input
      type="search"
      className="field search"
      placeholder={`${props.label}  /`}
      aria-label={props.label}
      maxLength={200}
      value={draft}
      onChange={(event) => setDraft(event.target.value)}
    />
  );
}

export function Dialog(props: { title: string; open: boolean; onClose: () => void; children: ReactNode }) {
  const dialog = useRef<HTMLDialogElement>(null);
  const { open } = props;
  useEffect(() => {
    const element = dialog.current;
    if (!element) return;
    if (open && !element.open) element.showModal();
    if (!open && element.open) element.close();
  }, [open]);
  return (
    <dialog ref={dialog} className="dialog" aria-label={props.title} onClose={props.onClose}>
      <div className="spread">
        <h2>{props.title}</h2>
        <button type="button" className="icon-button" aria-label="Close" onClick={props.onClose}>
          ✕
        </button>
      </div>
      {open && props.children}
    </dialog>
  );
}

export function KeyTable(props: { keys: readonly (readonly [string, string])[] }) {
  return (
    <dl className="key-table">
      {props.keys.map(([key, meaning]) => (
        <div key={key}>
          <dt>
            {key.split(" ").map((each) => (
              <kbd key={each}>{each}</kbd>
            ))}
          </dt>
          <dd>{meaning}</dd>
        </div>
      ))}
    </dl>
  );
}

/** A part that may be wider than the page: it scrolls by itself, and by keyboard. */
export function Wide(props: { label: string; children: ReactNode; className?: string }) {
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <section className={`scroll-x ${props.className ?? ""}`} aria-label={props.label} tabIndex={0}>
      {props.children}
    </section>
  );
}

/** A small line of figures, the newest at the right. */
export function Sparkline(props: { values: readonly number[]; label: string }) {
  const width = 600;
  const height = 80;
  const most = Math.max(1, ...props.values);
  const step = props.values.length > 1 ? width / (props.values.length - 1) : width;
  const points = props.values.map((value, at) => `${(at * step).toFixed(1)},${(height - 4 - (value / most) * (height - 12)).toFixed(1)}`);
  return (
    <svg className="sparkline" viewBox={`0 0 ${width} ${height}`} preserveAspectRatio="none" role="img" aria-label={props.label}>
      <line x1="0" x2={width} y1={height - 4} y2={height - 4} className="sparkline-floor" />
      {points.length > 1 && (
        <>
          <polygon points={`0,${height - 4} ${points.join(" ")} ${width},${height - 4}`} className="sparkline-area" />
          <polyline points={points.join(" ")} className="sparkline-line" />
        </>
      )}
    </svg>
  );
}
