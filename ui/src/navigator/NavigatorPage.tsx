import { useMemo, useState, type KeyboardEvent } from "react";
import { useMay } from "../api/hooks";
import type { Matrix } from "../api/schema";
import { placesOf, visibleCells, type Column } from "../atlas/matrixModel";
import { useView } from "../page/useUrl";
import { Failure, Loading, useTitle } from "../page/widgets";
import { CellEditor } from "./CellEditor";
import { CombineDialog } from "./CombineDialog";
import { ConflictDialog } from "./ConflictDialog";
import { BLANK, type Layer } from "./layer";
import { LayerGrid } from "./LayerGrid";
import { LayerLegend, LayerSettings } from "./LayerSettings";
import { LayerTabs } from "./LayerTabs";
import { NavigatorToolbar } from "./NavigatorToolbar";
import { Notices, NothingShown } from "./Notices";
import { folded, shownColumns } from "./shown";
import { StartLayer } from "./StartLayer";
import { toolsOf } from "./tools";
import { useLayerAddress, useLayerFragment } from "./useArrival";
import { useLayers } from "./useLayers";
import { useMatrices } from "./useMatrices";
import { useSelection } from "./useSelection";
import { useWorkspaceKeys } from "./useWorkspaceKeys";
import { NAVIGATOR_VIEW, type NavigatorView } from "./view";
import { isChanged, stepped, type Tab } from "./workspace";
import "./navigator.css";

const PHONE = "(max-width: 640px)";

export default function NavigatorPage(props: { id: string | undefined }) {
  const [release, setRelease] = useState("");
  const matrices = useMatrices(release);
  const layers = useLayers(matrices);
  const { workspace, act, tab } = layers;
  const { matrix } = matrices;
  const [asksNew, setAsksNew] = useState(false);
  const [combining, setCombining] = useState(false);
  const ready = matrices.releases.length > 0;
  const show = (id: string) => {
    setAsksNew(false);
    act({ type: "show", id });
  };
  // The matrix follows the layer that is shown.
  if (tab && tab.layer.release !== release) setRelease(tab.layer.release);
  useTitle(tab ? `${tab.layer.name} · Navigator` : "Navigator");
  useLayerAddress(props.id, workspace, layers.openSaved, show, ready);
  useLayerFragment(layers.attempt, layers.openText, ready);

  if (matrices.error && !matrix) {
    return (
      <div className="page">
        <Failure page error={matrices.error} what="the matrix" retry={matrices.reload} />
      </div>
    );
  }
  const starting = asksNew || !tab;
  const begin = (start: () => void) => {
    setAsksNew(false);
    start();
  };
  const current = matrix?.release ?? "";
  return (
    <div className="navigator-page">
      <LayerTabs
        tabs={workspace.tabs}
        active={workspace.active}
        newShown={starting}
        onShow={show}
        onClose={(id) => {
          act({ type: "close", id });
          layers.tell(`Closed “${workspace.tabs.find((each) => each.id === id)?.layer.name ?? ""}”.`);
        }}
        onNew={() => setAsksNew(true)}
      />
      <Notices layers={layers} />
      {starting && (
        <StartLayer
          release={current}
          open={workspace.tabs.length}
          starts={{
            blank: () => begin(() => layers.blank(current)),
            fromFindings: () => begin(() => layers.fromFindings(current)),
            fromRules: () => begin(() => layers.fromRules(current)),
            combine: () => setCombining(true),
            fromFiles: (files) => begin(() => layers.openFiles(files, current)),
            fromServer: (id) => begin(() => layers.openSaved(id)),
            forget: (saved) => act({ type: "forget", saved }),
          }}
        />
      )}
      {!starting && !matrix && <Loading what="the matrix" />}
      {!starting && matrix && <OpenLayer key={tab.id} tab={tab} matrix={matrix} matrices={matrices} layers={layers} onCombine={() => setCombining(true)} />}
      <CombineDialog
        open={combining}
        layers={workspace.tabs.map((each) => each.layer)}
        onClose={() => setCombining(false)}
        onMade={(made) => {
          setCombining(false);
          begin(() => layers.open(made, undefined, true));
        }}
      />
      <ConflictDialog tab={layers.conflict} onClose={() => layers.setConflict(undefined)} settle={layers.settle} />
    </div>
  );
}

interface OpenProps {
  tab: Tab;
  matrix: Matrix;
  matrices: ReturnType<typeof useMatrices>;
  layers: ReturnType<typeof useLayers>;
  onCombine: () => void;
}

function OpenLayer(props: OpenProps) {
  const { tab, matrix, layers } = props;
  const { layer } = tab;
  const { act, workspace } = layers;
  const [view, change] = useView(NAVIGATOR_VIEW);
  const columns = useMemo(() => shownColumns(matrix, layer, view), [matrix, layer, view]);
  const places = useMemo(() => placesOf(matrix), [matrix]);
  const selection = useSelection(columns, places);
  const [panel, setPanel] = useState(() => !window.matchMedia(PHONE).matches);
  const mayChange = useMay("TRIAGE");
  const shownKeys = () => columns.flatMap(visibleCells).map((cell) => cell.key);
  useWorkspaceKeys({
    undo: () => act({ type: "undo" }),
    redo: () => act({ type: "redo" }),
    save: () => mayChange && layers.save(),
    all: () => selection.choose(shownKeys()),
    none: selection.clear,
    remove: () => layers.note(selection.keys, () => BLANK, ""),
    step: (by) => act({ type: "show", id: stepped(workspace, by) }),
  });
  const words = (of: "platforms" | "lifecycle" | "sectors") => [...new Set(matrix.techniques.flatMap((each) => each[of]))].sort();
  return (
    <div className={`matrix-page${panel ? " with-panel" : ""}`}>
      <div className="matrix-head">
        <NavigatorToolbar
          view={view}
          change={change}
          platforms={words("platforms")}
          lifecycle={words("lifecycle")}
          sectors={words("sectors")}
          releases={props.matrices.releases}
          release={layer.release}
          onRelease={layers.moveTo}
          tools={toolsOf({ ...props, columns, view, selection, mayChange })}
          panel={panel}
          onPanel={() => setPanel(!panel)}
          selected={selection.keys.length}
        />
        <div className="navigator-status">
          <h1 title={layer.name}>{layer.name}</h1>
          <LayerLegend layer={layer} />
        </div>
      </div>
      <div className="matrix-scroll">
        <Grid layer={layer} columns={columns} view={view} change={change} selection={selection} onEdit={() => setPanel(true)} />
      </div>
      {!panel && selection.keys.length > 0 && (
        <div className="selection-bar phone-only">
          <button type="button" className="button primary" onClick={() => setPanel(true)}>
            Edit {selection.keys.length} {selection.keys.length === 1 ? "cell" : "cells"}
          </button>
          <button type="button" className="button" onClick={selection.clear}>
            Select nothing
          </button>
        </div>
      )}
      {panel && <Panel {...props} selection={selection} onClose={() => setPanel(false)} />}
    </div>
  );
}

function Grid(props: {
  layer: Layer;
  columns: readonly Column[];
  view: NavigatorView;
  change: (part: Partial<NavigatorView>) => void;
  selection: ReturnType<typeof useSelection>;
  onEdit: () => void;
}) {
  const { layer, columns, view, change, selection } = props;
  if (columns.every((column) => column.cells.length === 0)) return <NothingShown change={change} />;
  const pressed = (event: KeyboardEvent, key: string) => {
    if (event.key !== "Enter" || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    if (!selection.chosen.has(key)) selection.pick(key, { range: false, toggle: false });
    props.onEdit();
    setTimeout(() => document.querySelector<HTMLInputElement>("[data-score]")?.focus(), 0);
  };
  return (
    <LayerGrid
      layer={layer}
      columns={columns}
      density={view.density}
      selected={selection.chosen}
      current={selection.current}
      onCurrent={selection.focus}
      onPick={selection.pick}
      onMove={selection.move}
      onColumn={(column) => selection.choose(visibleCells(column).map((cell) => cell.key))}
      onFold={(id) => change({ unfolded: folded(view.unfolded, id, columns) })}
      onKey={pressed}
    />
  );
}

function Panel(props: OpenProps & { selection: ReturnType<typeof useSelection>; onClose: () => void }) {
  const { tab, matrix, layers, selection } = props;
  const { layer } = tab;
  const [only, ...others] = selection.techniques;
  const technique = others.length === 0 ? matrix.techniques.find((each) => each.id === only) : undefined;
  const saved = tab.saved ? `saved as version ${tab.saved.version}${isChanged(tab) ? ", changed since" : ""}` : "not saved on the server";
  return (
    <aside className="panel" aria-label="Edit the layer">
      <button type="button" className="icon-button panel-close" aria-label="Close the panel" onClick={props.onClose}>
        ✕
      </button>
      {selection.keys.length > 0 ? (
        <CellEditor layer={layer} keys={selection.keys} technique={technique} release={layer.release} edit={(make, kind) => layers.note(selection.keys, make, kind)} onClear={selection.clear} />
      ) : (
        <LayerSettings layer={layer} edit={layers.edit} saved={saved}>
          <p className="muted">Keys: arrows move, Space selects, Shift with arrows extends, Enter edits, Delete clears, Ctrl Z undoes, [ and ] change the layer.</p>
        </LayerSettings>
      )}
    </aside>
  );
}
