import { useId, useState } from "react";
import { Dialog } from "../page/widgets";
import { combine, letterOf } from "./combine";
import { FUNCTION_NAMES, isMistake, readExpression } from "./expression";
import type { Layer } from "./layer";

/** Asks for an expression over the open layers and makes a layer of it. */
export function CombineDialog(props: { open: boolean; layers: readonly Layer[]; onClose: () => void; onMade: (layer: Layer) => void }) {
  return (
    <Dialog title="Combine layers" open={props.open} onClose={props.onClose}>
      <CombineForm layers={props.layers} onMade={props.onMade} />
    </Dialog>
  );
}

function CombineForm(props: { layers: readonly Layer[]; onMade: (layer: Layer) => void }) {
  const { layers } = props;
  const help = useId();
  const names = layers.map((_, at) => letterOf(at));
  const [text, setText] = useState(names.length > 1 ? "a + b" : "a * 2");
  const [name, setName] = useState("Combined");
  const [comments, setComments] = useState(true);
  const [states, setStates] = useState(-1);
  const read = readExpression(text, names);
  const releases = new Set(layers.map((layer) => layer.release));
  const make = () => {
    if (isMistake(read)) return;
    const taken = { comments: comments ? [...read.used] : [], states: states < 0 ? undefined : states };
    props.onMade(combine(name.trim() || "Combined", text, read, layers, taken));
  };
  return (
    <form
      className="stack combine"
      onSubmit={(event) => {
        event.preventDefault();
        make();
      }}
    >
      <ul className="combine-layers">
        {layers.map((layer, at) => (
          // A layer is known by its place: that is its letter.
          // oxlint-disable-next-line react/no-array-index-key
          <li key={at}>
            <span className="layer-letter">{letterOf(at)}</span> {layer.name} <span className="muted">{releases.size > 1 && layer.release}</span>
          </li>
        ))}
      </ul>
      {releases.size > 1 && <p className="muted">The layers are of different releases; cells are matched by id.</p>}
      <label className="stack field-stack">
        <span>Score of the new layer</span>
        <input className="field mono" value={text} maxLength={600} spellCheck={false} aria-invalid={isMistake(read)} aria-describedby={help} onChange={(event) => setText(event.target.value)} />
      </label>
      <div id={help} role="status" className="combine-answer">
        {isMistake(read) ? (
          <>
            <pre className="combine-mistake">
              {text}
              {"\n"}
              {" ".repeat(read.at)}
              <span className="bad">{"^".repeat(Math.min(read.length, 40))}</span>
            </pre>
            <p className="bad">
              Character {read.at + 1}: {read.message}
            </p>
          </>
        ) : (
          <p className="muted">
            Letters are layers; + - * / % ^, comparisons (1 or 0), {FUNCTION_NAMES.join(", ")}. A layer without a score in a cell counts as 0 there; a cell that none of them scores stays empty.
          </p>
        )}
      </div>
      <label className="stack field-stack">
        <span>Name</span>
        <input className="field" maxLength={200} value={name} onChange={(event) => setName(event.target.value)} />
      </label>
      <label className="row">
        <input type="checkbox" checked={comments} onChange={(event) => setComments(event.target.checked)} /> Take over comments and links of the layers named
      </label>
      <label className="row">
        Colours and states from
        <select className="field" value={states} onChange={(event) => setStates(Number(event.target.value))}>
          <option value={-1}>none: by score</option>
          {layers.map((layer, at) => (
            // oxlint-disable-next-line react/no-array-index-key
            <option key={at} value={at}>
              {letterOf(at)} {layer.name}
            </option>
          ))}
        </select>
      </label>
      <p>
        <button type="submit" className="button primary" disabled={isMistake(read)}>
          Make the layer
        </button>
      </p>
    </form>
  );
}
