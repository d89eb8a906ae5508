import type { ReactNode } from "react";
import { gradientColour } from "./colour";
import { AGGREGATES, scoreWord, type Aggregate, type Gradient, type Layer, type LegendItem } from "./layer";

type Edit = (change: (layer: Layer) => Layer, kind: string) => void;

const PRESETS: readonly (readonly [string, readonly string[]])[] = [
  ["Amber to red", ["#fff4cc", "#f29b4b", "#b3261e"]],
  ["Red to green", ["#c9463d", "#f6d365", "#3f9b57"]],
  ["White to blue", ["#ffffff", "#0a55ad"]],
  ["Violet to yellow", ["#3b1d5e", "#3b7a8c", "#f0e04a"]],
];

const AGGREGATE_WORDS: Record<Aggregate, string> = { none: "its own score only", max: "the highest", min: "the lowest", average: "the average", sum: "the sum" };

/** Name, colour scale and legend of a layer. */
export function LayerSettings(props: { layer: Layer; edit: Edit; saved: string; children: ReactNode }) {
  const { layer, edit } = props;
  const scores = Object.values(layer.cells).flatMap((note) => note.score ?? []);
  return (
    <div className="stack">
      <label className="stack field-stack">
        <span>Name of the layer</span>
        <input className="field" maxLength={200} data-layer-name value={layer.name} onChange={(event) => edit((before) => ({ ...before, name: event.target.value }), "name")} />
      </label>
      <label className="stack field-stack">
        <span>Description</span>
        <textarea className="field" rows={3} maxLength={20_000} value={layer.description} onChange={(event) => edit((before) => ({ ...before, description: event.target.value }), "description")} />
      </label>
      <p className="muted">
        ATLAS {layer.release} · {Object.keys(layer.cells).length} cells annotated, {scores.length} scored{layer.strays.length > 0 && `, ${layer.strays.length} entries without a cell here`} · {props.saved}
      </p>
      <GradientEditor gradient={layer.gradient} scores={scores} onChange={(gradient, kind) => edit((before) => ({ ...before, gradient }), kind)} />
      <label className="stack field-stack">
        <span>A folded technique shows</span>
        <select className="field" value={layer.aggregate} onChange={(event) => edit((before) => ({ ...before, aggregate: AGGREGATES.find((each) => each === event.target.value) ?? "none" }), "")}>
          {AGGREGATES.map((each) => (
            <option key={each} value={each}>
              {AGGREGATE_WORDS[each]}
              {each === "none" ? "" : " of it and its sub-techniques"}
            </option>
          ))}
        </select>
      </label>
      <LegendEditor items={layer.legend} onChange={(legend, kind) => edit((before) => ({ ...before, legend }), kind)} />
      {props.children}
    </div>
  );
}

function GradientEditor(props: { gradient: Gradient; scores: readonly number[]; onChange: (gradient: Gradient, kind: string) => void }) {
  const { gradient, onChange, scores } = props;
  const end = (name: "min" | "max", text: string) => {
    if (text.trim() !== "" && Number.isFinite(Number(text))) onChange({ ...gradient, [name]: Number(text) }, `gradient ${name}`);
  };
  return (
    <fieldset className="stack field-stack plain">
      <legend>Colour scale</legend>
      <GradientBar gradient={gradient} />
      <div className="row">
        {gradient.colors.map((color, at) => (
          // Colours may repeat; their order is what tells them apart.
          // oxlint-disable-next-line react/no-array-index-key
          <span key={at} className="gradient-stop">
            <label className="swatch swatch-own">
              <span className="visually-hidden">Colour {at + 1} of the scale</span>
              <input type="color" value={color} onChange={(event) => onChange({ ...gradient, colors: gradient.colors.with(at, event.target.value) }, `gradient ${at}`)} />
            </label>
            {gradient.colors.length > 2 && (
              <button type="button" className="link" aria-label={`Remove colour ${at + 1}`} onClick={() => onChange({ ...gradient, colors: gradient.colors.toSpliced(at, 1) }, "")}>
                ✕
              </button>
            )}
          </span>
        ))}
        {gradient.colors.length < 8 && (
          <button type="button" className="button small" onClick={() => onChange({ ...gradient, colors: [...gradient.colors, gradient.colors.at(-1) ?? "#888888"] }, "")}>
            Add a colour
          </button>
        )}
      </div>
      <div className="row">
        <label className="row">
          from <input key={`min ${gradient.min}`} className="field number-field" type="number" step="any" defaultValue={gradient.min} onBlur={(event) => end("min", event.target.value)} onKeyDown={(event) => event.key === "Enter" && end("min", event.currentTarget.value)} />
        </label>
        <label className="row">
          to <input key={`max ${gradient.max}`} className="field number-field" type="number" step="any" defaultValue={gradient.max} onBlur={(event) => end("max", event.target.value)} onKeyDown={(event) => event.key === "Enter" && end("max", event.currentTarget.value)} />
        </label>
        <button
          type="button"
          className="button small"
          disabled={scores.length === 0}
          onClick={() => onChange({ ...gradient, min: scores.reduce((a, b) => Math.min(a, b)), max: scores.reduce((a, b) => Math.max(a, b)) }, "")}
        >
          Fit to scores
        </button>
      </div>
      <div className="row">
        {PRESETS.map(([word, colors]) => (
          <button key={word} type="button" className="button small" onClick={() => onChange({ ...gradient, colors }, "")}>
            {word}
          </button>
        ))}
      </div>
    </fieldset>
  );
}

function GradientBar(props: { gradient: Gradient }) {
  return <div className="gradient-bar" aria-hidden="true" style={{ background: `linear-gradient(to right, ${props.gradient.colors.join(", ")})` }} />;
}

function LegendEditor(props: { items: readonly LegendItem[]; onChange: (items: LegendItem[], kind: string) => void }) {
  const { items, onChange } = props;
  const put = (at: number, part: Partial<LegendItem>, kind: string) => onChange(items.map((item, each) => (each === at ? { ...item, ...part } : item)), kind);
  return (
    <fieldset className="stack field-stack plain">
      <legend>Legend</legend>
      {items.map((item, at) => (
        // Entries may repeat; their order is what tells them apart.
        // oxlint-disable-next-line react/no-array-index-key
        <div key={at} className="row legend-entry">
          <label className="swatch swatch-own">
            <span className="visually-hidden">Colour of legend entry {at + 1}</span>
            <input type="color" value={item.color} onChange={(event) => put(at, { color: event.target.value }, `legend ${at}`)} />
          </label>
          <input className="field" aria-label={`Legend entry ${at + 1}`} maxLength={200} value={item.label} onChange={(event) => put(at, { label: event.target.value }, `legend text ${at}`)} />
          <button type="button" className="icon-button" aria-label={`Remove legend entry ${at + 1}`} onClick={() => onChange(items.filter((_, each) => each !== at), "")}>
            ✕
          </button>
        </div>
      ))}
      <p>
        <button type="button" className="button small" onClick={() => onChange([...items, { label: "", color: "#888888" }], "")}>
          Add an entry
        </button>
      </p>
    </fieldset>
  );
}

/** The scale and the legend, above the matrix. */
export function LayerLegend(props: { layer: Layer }) {
  const { gradient, legend, cells } = props.layer;
  const scored = Object.values(cells).some((note) => note.score !== undefined);
  if (!scored && legend.length === 0) return <p className="muted layer-legend">Select cells (click, Ctrl, Shift) and give them a score, a colour or a comment.</p>;
  return (
    <ul className="layer-legend" aria-label="Legend">
      {scored && (
        <li>
          {scoreWord(gradient.min)}
          <span className="layer-legend-scale">
            {Array.from({ length: 12 }, (_, at) => gradientColour(gradient, gradient.min + ((gradient.max - gradient.min) * at) / 11)).map((color, at) => (
              // oxlint-disable-next-line react/no-array-index-key
              <span key={at} style={{ background: color }} />
            ))}
          </span>
          {scoreWord(gradient.max)}
        </li>
      )}
      {legend.map((item, at) => (
        // oxlint-disable-next-line react/no-array-index-key
        <li key={at}>
          <span className="layer-legend-item" style={{ background: item.color }} /> {item.label}
        </li>
      ))}
    </ul>
  );
}
