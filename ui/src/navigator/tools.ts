import type { Matrix } from "../api/schema";
import { visibleCells, type Column } from "../atlas/matrixModel";
import { exportAllJson, exportCsv, exportJson, exportPng, exportSvg, exportXlsx, linkTo } from "./exporting";
import type { Tools } from "./NavigatorToolbar";
import { LONG_LINK } from "./share";
import type { useLayers } from "./useLayers";
import type { useMatrices } from "./useMatrices";
import type { useSelection } from "./useSelection";
import type { NavigatorView } from "./view";
import type { Tab, Workspace } from "./workspace";

interface Parts {
  tab: Tab;
  matrix: Matrix;
  matrices: ReturnType<typeof useMatrices>;
  layers: ReturnType<typeof useLayers>;
  columns: readonly Column[];
  view: NavigatorView;
  selection: ReturnType<typeof useSelection>;
  mayChange: boolean;
  onCombine: () => void;
}

/** What the toolbar can do with the open layer. */
export function toolsOf(parts: Parts): Tools {
  const { tab, matrix, matrices, layers, columns, view, selection } = parts;
  const { layer } = tab;
  const shown = columns.flatMap(visibleCells).map((cell) => cell.key);
  const all = () => withMatrices(layers.workspace, matrices.matrixOf);
  return {
    ...(tab.past.length > 0 && { undo: () => layers.act({ type: "undo" }) }),
    ...(tab.future.length > 0 && { redo: () => layers.act({ type: "redo" }) }),
    ...(parts.mayChange && { save: layers.save }),
    select: {
      shown: () => selection.choose(shown),
      annotated: () => selection.choose(Object.keys(layer.cells)),
      invert: () => selection.choose(shown.filter((key) => !selection.chosen.has(key))),
      nothing: selection.clear,
    },
    across: selection.across,
    onAcross: selection.setAcross,
    duplicate: () => layers.open({ ...layer, name: `${layer.name} copy` }, undefined, true),
    combine: parts.onCombine,
    out: {
      json: () => exportJson(layer, matrix, view),
      all: () => layers.attempt(all().then((each) => exportAllJson(each, view))),
      svg: () => exportSvg(layer, columns),
      png: () => layers.attempt(exportPng(layer, columns)),
      xlsx: () => layers.attempt(all().then(exportXlsx)),
      csv: () => exportCsv(layer, matrix),
      print: () => window.print(),
      link: () => layers.attempt(copyLink(parts)),
    },
  };
}

function withMatrices(workspace: Workspace, matrixOf: (release: string) => Promise<Matrix>) {
  return Promise.all(workspace.tabs.map(async ({ layer }) => ({ layer, matrix: await matrixOf(layer.release) })));
}

async function copyLink(parts: Parts): Promise<void> {
  const link = await linkTo(parts.tab.layer, parts.matrix);
  try {
    await navigator.clipboard.writeText(link);
    const long = link.length > LONG_LINK ? ` It has ${link.length} characters, which some programs cut off; a saved layer has a short one.` : "";
    parts.layers.tell(`The link is copied. It holds the layer itself: whoever has it can read the layer, comments too.${long}`);
  } catch {
    window.location.hash = link.slice(link.indexOf("#"));
  }
}
