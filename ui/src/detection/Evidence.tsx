import { useState } from "react";
import { useApi } from "../api/hooks";
import type { Event, FieldMatch } from "../api/schema";
import { Segmented, Time } from "../page/widgets";
import { conversationOf, factsOf, type Piece, type Turn } from "./conversation";
import { fieldNeedles, segmentsOf, textNeedles, withInvisibles, type Needles, type Segment } from "./highlight";
import { JsonTree } from "./JsonTree";

type Look = "conversation" | "json";

/** One event: as a conversation to read where it holds one, and as the JSON it is. */
export function Evidence(props: { event: Event; matches: readonly FieldMatch[] }) {
  const { event, matches } = props;
  const needles = textNeedles(matches);
  const api = useApi();
  const turns = conversationOf(event.body);
  const [look, setLook] = useState<Look>(turns.length > 0 ? "conversation" : "json");
  return (
    <div className="stack">
      <div className="spread">
        <p className="row muted">
          <span className="mono">{event.id}</span>
          <span>{event.format}</span>
          <Time at={event.time} />
          <a href={api.originalOf(event.id)} download={`${event.id}.bin`}>
            Original bytes
          </a>
        </p>
        {turns.length > 0 && (
          <Segmented
            label="Show the event as"
            value={look}
            options={[
              ["conversation", "Conversation"],
              ["json", "JSON"],
            ]}
            onChange={setLook}
          />
        )}
      </div>
      {look === "json" ? (
        <JsonTree value={event.body} matches={matches} />
      ) : (
        <>
          <ol className="turns">
            {turns.map((turn, at) => (
              // Turns have no name of their own and never move.
              // oxlint-disable-next-line react/no-array-index-key
              <TurnBox key={at} turn={turn} needles={needles} />
            ))}
          </ol>
          <Facts event={event} matches={matches} />
        </>
      )}
    </div>
  );
}

function TurnBox(props: { turn: Turn; needles: Needles }) {
  const { turn } = props;
  return (
    <li className={`turn turn-${turn.who}`}>
      <p className="turn-title">
        {turn.title}
        {turn.untrusted && <span className="chip">from outside</span>}
      </p>
      {turn.pieces.map((piece, at) => (
        // Pieces have no name of their own and never move.
        // oxlint-disable-next-line react/no-array-index-key
        <PieceBox key={at} piece={piece} needles={props.needles} />
      ))}
    </li>
  );
}

function PieceBox(props: { piece: Piece; needles: Needles }) {
  const { piece, needles } = props;
  switch (piece.kind) {
    case "text":
      return <MarkedText text={piece.text} needles={needles} />;
    case "call":
      return (
        <div className="tool">
          <p className="tool-name">
            calls <code>{piece.name}</code>
          </p>
          <MarkedText text={piece.text} needles={needles} />
        </div>
      );
    case "result":
      return (
        <div className="tool">
          <p className="tool-name">result {piece.name !== "" && <code>{piece.name}</code>}</p>
          <MarkedText text={piece.text} needles={needles} />
        </div>
      );
  }
}

const SHOWN = 4_000;

function MarkedText(props: { text: string; needles: Needles }) {
  const segments = segmentsOf(props.text, props.needles);
  const firstMark = segments.findIndex((segment) => segment.mark !== "");
  const before = segments.slice(0, Math.max(firstMark, 0)).reduce((sum, segment) => sum + segment.text.length, 0);
  const [whole, setWhole] = useState(props.text.length <= SHOWN || before > SHOWN / 2);
  return (
    <div className="marked">
      <Marked segments={whole ? segments : cut(segments, SHOWN)} />
      {!whole && (
        <button type="button" className="button small" onClick={() => setWhole(true)}>
          Show all {props.text.length.toLocaleString("en")} characters
        </button>
      )}
    </div>
  );
}

function cut(segments: readonly Segment[], length: number): Segment[] {
  const shown: Segment[] = [];
  let left = length;
  for (const segment of segments) {
    if (left <= 0) break;
    shown.push({ ...segment, text: segment.text.slice(0, left) });
    left -= segment.text.length;
  }
  return shown;
}

/** Text with its marks; a character that cannot be seen is shown by its number. */
export function Marked(props: { segments: readonly Segment[] }) {
  return props.segments.map((segment, at) => {
    const parts = withInvisibles(segment.text).map((part, index) =>
      part.invisible ? (
        // oxlint-disable-next-line react/no-array-index-key -- parts never move
        <span key={index} className="invisible" title="an invisible character">
          {part.text}
        </span>
      ) : (
        part.text
      ),
    );
    // oxlint-disable-next-line react/no-array-index-key -- segments never move
    return segment.mark === "" ? <span key={at}>{parts}</span> : <mark key={at} className={segment.mark === "asked" ? "strong" : ""}>{parts}</mark>;
  });
}

function Facts(props: { event: Event; matches: readonly FieldMatch[] }) {
  return (
    <details className="event-facts">
      <summary>Other fields</summary>
      <dl className="facts">
        {factsOf(props.event.body).map(([name, value]) => (
          <div key={name}>
            <dt className="mono">{name}</dt>
            <dd className="mono">
              <Marked segments={segmentsOf(value, fieldNeedles(props.matches, name))} />
            </dd>
          </div>
        ))}
      </dl>
    </details>
  );
}
