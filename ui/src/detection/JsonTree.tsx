import { useState } from "react";
import type { FieldMatch } from "../api/schema";
import { Marked } from "./Evidence";
import { fieldNeedles, segmentsOf } from "./highlight";

interface Shared {
  matches: readonly FieldMatch[];
}

/** JSON as a tree that folds; matched fields and texts are marked. */
export function JsonTree(props: Shared & { value: unknown }) {
  return (
    // A block that scrolls must be reachable by keyboard.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <div className="json" tabIndex={0} role="region" aria-label="The event as JSON">
      <Node {...props} path="" depth={0} />
    </div>
  );
}

const OPEN_DEPTH = 3;
const MANY = 40;

function Node(props: Shared & { value: unknown; path: string; depth: number }) {
  const { value, path, depth, matches } = props;
  const entries = entriesOf(value);
  const [open, setOpen] = useState(depth < OPEN_DEPTH && (entries?.length ?? 0) <= MANY);
  if (!entries) return <Leaf value={value} path={path} matches={matches} />;
  const list = Array.isArray(value);
  const [left, right] = list ? ["[", "]"] : ["{", "}"];
  if (entries.length === 0) return <span>{left + right}</span>;
  const inner = (key: string) => (list ? path : path === "" ? key : `${path}.${key}`);
  return (
    <>
      <button type="button" className="json-fold" aria-expanded={open} aria-label={path === "" ? "event" : path} onClick={() => setOpen(!open)}>
        {open ? "▾" : "▸"} {left}
      </button>
      {open ? (
        <ul>
          {entries.map(([key, each]) => (
            <li key={key}>
              {!list && (
                <span className={`json-key${matches.some((match) => match.field === inner(key)) ? " json-key-matched" : ""}`}>
                  {key}
                  {": "}
                </span>
              )}
              <Node value={each} path={inner(key)} depth={depth + 1} matches={matches} />
            </li>
          ))}
        </ul>
      ) : (
        <span className="muted"> {entries.length} … </span>
      )}
      <span>{right}</span>
    </>
  );
}

function entriesOf(value: unknown): [string, unknown][] | undefined {
  return typeof value === "object" && value !== null ? Object.entries(value) : undefined;
}

function Leaf(props: Shared & { value: unknown; path: string }) {
  const { value, path, matches } = props;
  if (typeof value === "string") {
    return (
      <span className="json-string">
        "<Marked segments={segmentsOf(value, fieldNeedles(matches, path))} />"
      </span>
    );
  }
  const text = JSON.stringify(value) ?? "";
  return matches.some((match) => match.field === path) ? <mark>{text}</mark> : <span className="json-other">{text}</span>;
}
