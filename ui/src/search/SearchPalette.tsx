import { useEffect, useId, useMemo, useRef, useState, type KeyboardEvent } from "react";
import { useLocation } from "wouter";
import { useApi, useResource } from "../api/hooks";
import type { Hit } from "../api/schema";
import { groupsOf, type Result } from "./results";
import "./search.css";

const PAUSE_MS = 90;
const NONE: readonly Hit[] = [];

/** Search as one types over everything, in a dialog that Ctrl K opens. */
export function SearchPalette(props: { open: boolean; onClose: () => void }) {
  const dialog = useRef<HTMLDialogElement>(null);
  const { open } = props;
  useEffect(() => {
    const element = dialog.current;
    if (open && element && !element.open) element.showModal();
    if (!open && element?.open) element.close();
  }, [open]);
  // The browser tells of a closing later, when it may be open again.
  const closed = () => {
    if (!dialog.current?.open) props.onClose();
  };
  return (
    // A click beside the box lands on the dialog itself; Escape closes it for the keyboard.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions, jsx-a11y/click-events-have-key-events
    <dialog ref={dialog} className="palette" aria-label="Search everything" onCancel={props.onClose} onClose={closed} onClick={(event) => event.target === dialog.current && props.onClose()}>
      {open && <Palette onClose={props.onClose} />}
    </dialog>
  );
}

/** The text, once typing has paused. */
function useSettled(text: string): string {
  const [settled, setSettled] = useState(text);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(text), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [text]);
  return settled;
}

function Palette(props: { onClose: () => void }) {
  const api = useApi();
  const [, navigate] = useLocation();
  const list = useId();
  const [text, setText] = useState("");
  const asked = useSettled(text.trim());
  const answer = useResource(asked === "" ? "" : `search ${asked}`, (signal) => api.search(asked, signal));
  // While the next answer is on its way the last one stays, so that the list does not flicker.
  const [last, setLast] = useState<readonly Hit[]>(NONE);
  const hits = asked === "" ? NONE : (answer.data?.items ?? last);
  if (hits !== last) setLast(hits);
  const groups = useMemo(() => groupsOf(asked, hits), [asked, hits]);
  const results = groups.flatMap((group) => group.results);
  const [chosen, setChosen] = useState(0);
  const at = Math.min(chosen, results.length - 1);
  const optionId = (result: Result) => `${list}-${result.key}`;
  const go = (result: Result | undefined) => {
    if (!result) return;
    props.onClose();
    navigate(result.href);
    if (result.href.includes("#")) window.dispatchEvent(new HashChangeEvent("hashchange"));
  };
  const current = results[at];
  const currentId = current ? optionId(current) : undefined;
  useEffect(() => {
    if (currentId) document.getElementById(currentId)?.scrollIntoView({ block: "nearest" });
  }, [currentId]);
  const pressed = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1, PageDown: 8, PageUp: -8 }[event.key];
    if (step !== undefined) {
      event.preventDefault();
      if (Math.abs(step) === 1) setChosen((at + step + results.length) % Math.max(1, results.length));
      else setChosen(Math.max(0, Math.min(results.length - 1, at + step)));
    } else if (event.key === "Enter") {
      event.preventDefault();
      go(current);
    }
  };
  return (
    <div className="palette-box">
      <input
        type="text"
        role="combobox"
        className="palette-field"
        placeholder="Techniques, tactics, mitigations, case studies, rules, findings, old ids, pages"
        aria-label="Search everything"
        aria-expanded={results.length > 0}
        aria-controls={list}
        aria-activedescendant={currentId}
        aria-autocomplete="list"
        autoComplete="off"
        spellCheck={false}
        maxLength={200}
        // The dialog was opened to type here.
        // oxlint-disable-next-line jsx-a11y/no-autofocus
        autoFocus
        value={text}
        onChange={(event) => {
          setText(event.target.value);
          setChosen(0);
        }}
        onKeyDown={pressed}
      />
      <p className="visually-hidden" role="status">
        {asked !== "" && (results.length === 1 ? "1 result" : `${results.length} results`)}
      </p>
      {answer.error && <p className="bad palette-none">The server does not answer the search: {answer.error.message}</p>}
      {results.length === 0 && !answer.loading && !answer.error && (
        <p className="muted palette-none">
          Nothing is called “{asked}”. Try fewer words, an id such as T0051, or what an attacker does: <em>poison</em>, <em>exfiltrate</em>.
        </p>
      )}
      <div id={list} role="listbox" aria-label="Results" className="palette-list">
        {groups.map((group) => (
          <div key={group.title} role="group" aria-label={group.title}>
            <p className="palette-group" aria-hidden="true">
              {group.title}
            </p>
            {group.results.map((result) => (
              // Focus stays in the field; the arrow keys choose.
              // oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/interactive-supports-focus
              <div key={result.key} id={optionId(result)} role="option" aria-selected={result === current} className="palette-option" onClick={() => go(result)} onPointerMove={() => setChosen(results.indexOf(result))}>
                <span className="palette-name">
                  {result.id !== "" && <span className="mono muted">{result.id}</span>} <span>{result.name}</span> {result.by !== "" && <span className="chip chip-own">{result.by}</span>} <span className="visually-hidden">, {result.kind}</span>
                </span>
                <span className="palette-summary muted">{result.summary}</span>
              </div>
            ))}
          </div>
        ))}
      </div>
      <p className="palette-foot muted" aria-hidden="true">
        <kbd>↑</kbd> <kbd>↓</kbd> choose <kbd>Enter</kbd> open <kbd>Esc</kbd> close
      </p>
    </div>
  );
}
