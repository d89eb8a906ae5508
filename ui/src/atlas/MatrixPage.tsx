import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import { Link } from "wouter";
import { useApi, useResource } from "../api/hooks";
import type { Finding } from "../api/schema";
import { downloadCsv } from "../page/csv";
import { useKeys } from "../page/useKeys";
import { useView } from "../page/useUrl";
import { Failure, LevelBadge, Loading, Time, useTitle } from "../page/widgets";
import { FirstRun } from "./FirstRun";
import { MatrixGrid } from "./MatrixGrid";
import { Legend, MatrixToolbar } from "./MatrixToolbar";
import { columnsOf, matrixRows, visibleCells } from "./matrixModel";
import { matrixData } from "./matrixData";
import { MATRIX_VIEW, type MatrixView } from "./matrixView";
import { TechniquePanel } from "./TechniquePanel";
import { useArrivals, useHeat } from "./useMatrix";

export default function MatrixPage() {
  useTitle("Matrix");
  const api = useApi();
  const [view, change] = useView(MATRIX_VIEW);
  const releases = useResource("releases", api.releases);
  const matrix = useResource(...matrixData(api, view.release));
  const heat = useHeat(view.window);
  const { latest, pulsing } = useArrivals();

  const columns = useMemo(
    () => (matrix.data ? columnsOf(matrix.data, heat.byTechnique, view) : []),
    [matrix.data, heat.byTechnique, view],
  );
  const [asked, setCurrent] = useState("");
  const shown = columns.flatMap(visibleCells);
  const current = shown.some((cell) => cell.key === asked) ? asked : (shown[0]?.key ?? "");
  const { select, close, fold } = useMatrixActions(view, change, columns);
  useKeys({ Escape: close });
  useTacticInAddress(matrix.data !== undefined);

  if (matrix.error && !matrix.data) {
    return (
      <div className="page">
        <Failure page error={matrix.error} what="the matrix" retry={matrix.reload} />
        {view.release !== "" && (
          <p>
            <Link href="/">Show the current release</Link>
          </p>
        )}
      </div>
    );
  }
  const platforms = [...new Set((matrix.data?.techniques ?? []).flatMap((each) => each.platforms))].sort();
  return (
    <div className={`matrix-page${view.selected === "" ? "" : " with-panel"}`}>
      <div className="matrix-head">
        <h1 className="visually-hidden">ATLAS matrix</h1>
        <MatrixToolbar
          view={view}
          change={change}
          platforms={platforms}
          releases={releases.data?.items ?? []}
          current={matrix.data?.release ?? releases.data?.current ?? ""}
          onCsv={() => downloadCsv(`sextant-matrix-${matrix.data?.release ?? ""}.csv`, matrixRows(columns, heat.byTechnique, matrix.data?.release ?? ""))}
        />
        <div className="matrix-status spread">
          <Arrival latest={latest} />
          <Legend view={view} change={change} />
        </div>
        {heat.error && <Failure error={heat.error} what="what was seen" retry={heat.reload} />}
        <FirstRun />
      </div>
      {matrix.data ? (
        <div className="matrix-scroll">
          {shown.length === 0 ? (
            <NothingPasses view={view} change={change} />
          ) : (
            <MatrixGrid
              columns={columns}
              density={view.density}
              measure={view.measure}
              selected={view.selected}
              current={current}
              pulsing={pulsing}
              onCurrent={setCurrent}
              onSelect={select}
              onFold={fold}
            />
          )}
        </div>
      ) : (
        <Loading what="the matrix" />
      )}
      {view.selected !== "" && matrix.data && (
        <TechniquePanel key={view.selected} id={view.selected} release={matrix.data.release} onClose={close} onSelect={select} />
      )}
    </div>
  );
}

function useMatrixActions(view: MatrixView, change: (part: Partial<MatrixView>, push?: boolean) => void, columns: ReturnType<typeof columnsOf>) {
  const opener = useRef<HTMLElement>(null);
  const select = useCallback(
    (technique: string) => {
      if (technique !== "" && document.activeElement instanceof HTMLElement) opener.current = document.activeElement;
      change({ selected: technique }, technique !== "");
    },
    [change],
  );
  const close = useCallback(() => {
    if (view.selected === "") return;
    change({ selected: "" });
    opener.current?.focus();
  }, [change, view.selected]);
  const fold = useCallback(
    (technique: string) => {
      const parents = columns.flatMap((column) => column.cells).filter((cell) => cell.subs.length > 0);
      const parent = parents.find((cell) => cell.technique.id === technique || cell.subs.some((sub) => sub.technique.id === technique))?.technique.id;
      if (!parent) return;
      const open = view.unfolded === "all" ? [...new Set(parents.map((cell) => cell.technique.id))] : view.unfolded;
      change({ unfolded: open.includes(parent) ? open.filter((each) => each !== parent) : [...open, parent] });
    },
    [change, columns, view.unfolded],
  );
  return { select, close, fold };
}

/** Brings the column that the address names into view. */
function useTacticInAddress(loaded: boolean): void {
  useEffect(() => {
    const look = () => {
      const { hash } = window.location;
      if (hash.startsWith("#tactic-")) document.getElementById(decodeURIComponent(hash.slice(1)))?.scrollIntoView({ inline: "start", block: "nearest" });
    };
    if (loaded) look();
    window.addEventListener("hashchange", look);
    return () => window.removeEventListener("hashchange", look);
  }, [loaded]);
}

function NothingPasses(props: { view: MatrixView; change: (part: Partial<MatrixView>) => void }) {
  const clear = () => props.change({ text: "", platforms: [], maturity: [], seenOnly: false, withRules: false });
  return (
    <div className="empty">
      <h2 className="empty-title">No technique passes the filter</h2>
      <p className="muted">
        {props.view.seenOnly ? "Perhaps nothing was seen in this time window; a longer one may show more." : "Ids, names and summaries are searched."}
      </p>
      <p>
        <button type="button" className="button" onClick={clear}>
          Clear the filter
        </button>
      </p>
    </div>
  );
}

function Arrival(props: { latest: Finding | undefined }) {
  const { latest } = props;
  return (
    <p className="arrival" role="status">
      {latest ? (
        <>
          <LevelBadge level={latest.level} />
          <Link href={`/findings/${encodeURIComponent(latest.id)}`}>{latest.title}</Link>
          <span className="muted">
            <Time at={latest.last} />
          </span>
        </>
      ) : (
        <span className="muted">New findings appear here and light up their techniques.</span>
      )}
    </p>
  );
}
