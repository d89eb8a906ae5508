import { useState, type ReactNode } from "react";
import { Failure, Loading, Time } from "../page/widgets";
import { useApi, useMay, useResource } from "../api/hooks";
import type { SavedLayer } from "../api/schema";

export interface Starts {
  blank: () => void;
  fromFindings: () => void;
  fromRules: () => void;
  combine: () => void;
  fromFiles: (files: readonly File[]) => void;
  fromServer: (id: string) => void;
  forget: (id: string) => void;
}

/** The ways to a layer: from nothing, from what Sextant knows, from a file, or from those that were saved. */
export function StartLayer(props: { starts: Starts; release: string; open: number }) {
  const { starts, open } = props;
  return (
    <div className="page start-layer">
      <header className="page-head stack">
        <h1>Navigator: write on the matrix</h1>
        <p>A layer holds scores, colours, comments and links on the cells of ATLAS {props.release}. Open several, compare them, compute one from others, and give them away as Navigator JSON, picture or sheet.</p>
      </header>
      <ul className="start-ways">
        <Way title="Findings" words="Scores each technique by its open findings." act="From findings" run={starts.fromFindings} />
        <Way title="Rule coverage" words="Scores each technique by the rules that name it; 0 is a gap." act="From rules" run={starts.fromRules} />
        <Way title="Empty" words="A layer to fill by hand." act="Blank layer" run={starts.blank} />
        <Way title="Combined" words={open === 0 ? "Open a layer first: then one can be computed, such as a + b * 2." : "Computed from the open layers, such as a + b * 2."} act="Combine layers" {...(open > 0 && { run: starts.combine })} />
        <FileWay onFiles={starts.fromFiles} />
      </ul>
      <SavedLayers starts={starts} />
    </div>
  );
}

function Way(props: { title: string; words: ReactNode; act: string; run?: () => void }) {
  return (
    <li className="card stack">
      <h2>{props.title}</h2>
      <p className="muted">{props.words}</p>
      <p>
        <button type="button" className="button" disabled={!props.run} onClick={props.run}>
          {props.act}
        </button>
      </p>
    </li>
  );
}

function FileWay(props: { onFiles: (files: readonly File[]) => void }) {
  const [over, setOver] = useState(false);
  return (
    // Dropping files is a second way to what the button does.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <li
      className={over ? "card stack drop-over" : "card stack"}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        event.preventDefault();
        setOver(false);
        props.onFiles([...event.dataTransfer.files]);
      }}
    >
      <h2>File</h2>
      <p className="muted">Any layer of the ATT&CK or ATLAS Navigator, 4.0 to 4.5, one or several in a file. Drop it here, or</p>
      <p>
        <label className="button file-button">
          Open layer files
          <input
            type="file"
            accept=".json,application/json"
            multiple
            className="visually-hidden"
            onChange={(event) => {
              props.onFiles([...(event.target.files ?? [])]);
              event.target.value = "";
            }}
          />
        </label>
      </p>
    </li>
  );
}

function SavedLayers(props: { starts: Starts }) {
  const api = useApi();
  const mayChange = useMay("TRIAGE");
  const [refusal, setRefusal] = useState<Error>();
  const layers = useResource("layers", api.layers);
  const remove = (layer: SavedLayer) => {
    api.removeLayer(layer.id, layer.version).then(
      () => {
        props.starts.forget(layer.id);
        layers.reload();
      },
      (error: unknown) => {
        setRefusal(error instanceof Error ? error : new Error(String(error)));
        layers.reload();
      },
    );
  };
  return (
    <section className="card stack" aria-labelledby="saved-layers">
      <h2 id="saved-layers">Saved layers</h2>
      {refusal && <Failure error={refusal} what="that the layer is gone" />}
      {layers.error && !layers.data && <Failure error={layers.error} what="saved layers" retry={layers.reload} />}
      {layers.loading && <Loading what="saved layers" />}
      {layers.data?.items.length === 0 && <p className="muted">None yet. Save an open layer, and everybody who may sign in here finds it in this list.</p>}
      <ul className="saved-layers">
        {(layers.data?.items ?? []).map((layer) => (
          <li key={layer.id} className="spread">
            <span className="row">
              <button type="button" className="link" onClick={() => props.starts.fromServer(layer.id)}>
                {layer.name}
              </button>
              <span className="muted">
                {layer.cells} cells{layer.release !== "" && ` · ATLAS ${layer.release}`} · {layer.author === "" ? "somebody" : layer.author}, <Time at={layer.changed} />
              </span>
            </span>
            {mayChange && <RemoveButton name={layer.name} onRemove={() => remove(layer)} />}
          </li>
        ))}
      </ul>
    </section>
  );
}

function RemoveButton(props: { name: string; onRemove: () => void }) {
  const [asked, setAsked] = useState(false);
  if (!asked) {
    return (
      <button type="button" className="button small quiet" aria-label={`Remove ${props.name}`} onClick={() => setAsked(true)}>
        Remove
      </button>
    );
  }
  return (
    <span className="row">
      <button type="button" className="button small danger" onClick={props.onRemove}>
        Remove for everybody
      </button>
      <button type="button" className="button small quiet" onClick={() => setAsked(false)}>
        Keep
      </button>
    </span>
  );
}
