import { useState } from "react";
import { Link as PageLink } from "wouter";
import type { TechniqueCell } from "../api/schema";
import { BLANK, noteOf, withScore, type Layer, type Link, type Note } from "./layer";
import { isSafeAddress } from "./layerFile";

const SWATCHES = [
  ["#b3261e", "red"],
  ["#e8873a", "orange"],
  ["#f6c945", "yellow"],
  ["#7fbf6b", "green"],
  ["#4f9fd8", "blue"],
  ["#9a78c9", "violet"],
  ["#9aa1ad", "grey"],
] as const;

type Edit = (change: (note: Note) => Note, kind: string) => void;

/** What is written on the selected cells; where they differ a field is empty and says so. */
export function CellEditor(props: { layer: Layer; keys: readonly string[]; technique: TechniqueCell | undefined; release: string; edit: Edit; onClear: () => void }) {
  const { layer, keys, technique, edit } = props;
  const notes = keys.map((key) => noteOf(layer, key));
  const together = keys.join(" ");
  const same = <T,>(of: (note: Note) => T): T | undefined => {
    const [first, ...rest] = notes.map(of);
    return rest.every((each) => each === first) ? first : undefined;
  };
  const enabled = same((note) => note.enabled);
  const color = same((note) => note.color);
  return (
    <div className="stack">
      <header className="stack panel-head">
        <p className="muted">{technique ? <span className="mono">{technique.id}</span> : `${new Set(keys.map((key) => key.slice(key.indexOf("/") + 1))).size} techniques`} · {keys.length === 1 ? "1 cell" : `${keys.length} cells`}</p>
        <h2>{technique ? technique.fullName : "Several techniques"}</h2>
        {technique && <p>{technique.summary}</p>}
        {technique && (
          <p>
            <PageLink href={`/techniques/${technique.id}?release=${encodeURIComponent(props.release)}`}>Everything about it →</PageLink>
          </p>
        )}
      </header>
      <ScoreField key={`score ${together}`} score={same((note) => note.score)} mixed={notes.some((note) => note.score !== notes[0]?.score)} onScore={(score) => edit((note) => withScore(note, score), `score ${together}`)} />
      <fieldset className="swatches">
        <legend>Colour</legend>
        {SWATCHES.map(([value, word]) => (
          <button key={value} type="button" className="swatch" style={{ background: value }} aria-label={word} title={word} aria-pressed={color === value} onClick={() => edit((note) => ({ ...note, color: value }), "")} />
        ))}
        <label className="swatch swatch-own" title="Another colour">
          <span className="visually-hidden">Another colour</span>
          <input type="color" value={color === undefined || color === "" ? "#888888" : color} onChange={(event) => edit((note) => ({ ...note, color: event.target.value }), `color ${together}`)} />
        </label>
        <button type="button" className="button small" disabled={color === ""} onClick={() => edit((note) => ({ ...note, color: "" }), "")}>
          By score
        </button>
      </fieldset>
      <label className="row">
        <input
          type="checkbox"
          checked={enabled ?? true}
          ref={(box) => {
            if (box) box.indeterminate = enabled === undefined;
          }}
          onChange={(event) => edit((note) => ({ ...note, enabled: event.target.checked }), "")}
        />
        Enabled
        <span className="muted">a disabled cell is greyed and may be hidden</span>
      </label>
      <label className="stack field-stack">
        <span>Comment</span>
        <textarea
          className="field"
          rows={5}
          maxLength={20_000}
          placeholder={same((note) => note.comment) === undefined ? "The cells have different comments; typing replaces them" : ""}
          value={same((note) => note.comment) ?? ""}
          onChange={(event) => edit((note) => ({ ...note, comment: event.target.value }), `comment ${together}`)}
        />
      </label>
      <Links key={`links ${together}`} links={keys.length === 1 ? (notes[0]?.links ?? []) : []} several={keys.length > 1} edit={edit} />
      <Metadata notes={notes} />
      <p className="row">
        <button type="button" className="button danger" onClick={() => edit(() => BLANK, "")}>
          Clear {keys.length === 1 ? "the cell" : `${keys.length} cells`}
        </button>
        <button type="button" className="button quiet" onClick={props.onClear}>
          Select nothing
        </button>
      </p>
    </div>
  );
}

function ScoreField(props: { score: number | undefined; mixed: boolean; onScore: (score: number | undefined) => void }) {
  const [draft, setDraft] = useState(props.score === undefined ? "" : String(props.score));
  const [given, setGiven] = useState(props.score);
  if (given !== props.score) {
    setGiven(props.score);
    if (Number(draft) !== props.score || draft.trim() === "") setDraft(props.score === undefined ? "" : String(props.score));
  }
  const wrong = draft.trim() !== "" && !Number.isFinite(Number(draft));
  return (
    <label className="stack field-stack">
      <span>Score</span>
      <input
        className="field"
        inputMode="decimal"
        data-score
        aria-invalid={wrong}
        placeholder={props.mixed ? "different scores" : "none"}
        value={draft}
        onChange={(event) => {
          const text = event.target.value.replace(",", ".");
          setDraft(text);
          if (text.trim() === "") props.onScore(undefined);
          else if (Number.isFinite(Number(text))) props.onScore(Number(text));
        }}
      />
      {wrong && (
        <span className="bad" role="alert">
          Expected a number, such as 3 or 0.5.
        </span>
      )}
    </label>
  );
}

function Links(props: { links: readonly Link[]; several: boolean; edit: Edit }) {
  const [draft, setDraft] = useState<Link>({ label: "", url: "" });
  const wrong = draft.url !== "" && !isSafeAddress(draft.url);
  const add = () => {
    if (draft.url === "" || wrong) return;
    props.edit((note) => ({ ...note, links: [...note.links, { label: draft.label || draft.url, url: draft.url }] }), "");
    setDraft({ label: "", url: "" });
  };
  return (
    <fieldset className="stack field-stack plain">
      <legend>Links</legend>
      <ul className="panel-list">
        {props.links.map((link, at) => (
          <li key={`${link.url} ${link.label}`} className="row">
            <a href={link.url} target="_blank" rel="noreferrer noopener">
              {link.label || link.url} ↗
            </a>
            <button
              type="button"
              className="icon-button"
              aria-label={`Remove the link ${link.label}`}
              onClick={() => props.edit((note) => ({ ...note, links: note.links.filter((_, each) => each !== at) }), "")}
            >
              ✕
            </button>
          </li>
        ))}
      </ul>
      {props.several && <p className="muted">A link is added to each of the cells.</p>}
      <div className="row">
        <input className="field" aria-label="Label of the new link" placeholder="label" maxLength={200} value={draft.label} onChange={(event) => setDraft({ ...draft, label: event.target.value })} />
        <input
          className="field link-address"
          aria-label="Address of the new link"
          placeholder="https://…"
          type="url"
          maxLength={2_000}
          aria-invalid={wrong}
          value={draft.url}
          onChange={(event) => setDraft({ ...draft, url: event.target.value })}
          onKeyDown={(event) => event.key === "Enter" && add()}
        />
        <button type="button" className="button" disabled={draft.url === "" || wrong} onClick={add}>
          Add
        </button>
      </div>
      {wrong && <span className="bad">An address begins with https:// or http://.</span>}
    </fieldset>
  );
}

function Metadata(props: { notes: readonly Note[] }) {
  const [note, ...rest] = props.notes;
  if (rest.length > 0 || !note || note.metadata.length === 0) return null;
  return (
    <section className="stack field-stack">
      <h3>Metadata of the file</h3>
      <dl className="metadata">
        {note.metadata.map((each) => (
          <div key={`${each.name} ${each.value}`}>
            <dt>{each.name}</dt>
            <dd>{each.value}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
