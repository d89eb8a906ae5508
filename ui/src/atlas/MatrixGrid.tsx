import { memo, useEffect, useRef, type KeyboardEvent } from "react";
import { heatStep, moveFrom, shortCount, visibleCells, type Cell, type Column } from "./matrixModel";
import type { Density, Measure } from "./matrixView";

interface Props {
  columns: readonly Column[];
  density: Density;
  measure: Measure;
  selected: string;
  /** the box that the Tab key reaches */
  current: string;
  pulsing: ReadonlySet<string>;
  onCurrent: (key: string) => void;
  onSelect: (technique: string) => void;
  onFold: (technique: string) => void;
}

const MOVES = new Set(["ArrowUp", "ArrowDown", "ArrowLeft", "ArrowRight", "Home", "End"]);

/** The matrix proper: a column for each tactic. Arrow keys move between the boxes of all columns. */
export function MatrixGrid(props: Props) {
  const { columns, current, onCurrent, onFold } = props;
  const grid = useRef<HTMLDivElement>(null);
  const pressed = (event: KeyboardEvent<HTMLElement>) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const button = event.target instanceof HTMLElement ? event.target.closest<HTMLElement>("[data-cell]") : null;
    const key = button?.dataset["cell"];
    if (!key) return;
    if (MOVES.has(event.key)) {
      event.preventDefault();
      const next = moveFrom(columns, key, event.key);
      onCurrent(next);
      const element = grid.current?.querySelector<HTMLElement>(`[data-cell="${CSS.escape(next)}"]`);
      element?.focus({ preventScroll: true });
      element?.scrollIntoView({ block: "nearest", inline: "nearest" });
    } else if (event.key === "e") {
      event.preventDefault();
      onFold(key.slice(key.indexOf("/") + 1));
    }
  };
  useHeadsBelowTheTop(grid);
  return (
    // Arrow keys act on the buttons inside; the region itself takes no focus.
    // oxlint-disable-next-line jsx-a11y/no-static-element-interactions, jsx-a11y/no-noninteractive-element-interactions
    <section className={`matrix matrix-${props.density}`} aria-label="ATLAS matrix" ref={grid} onKeyDown={pressed}>
      {columns.map((column) => (
        <ColumnBox
          key={column.tactic.id}
          column={column}
          measure={props.measure}
          selected={props.selected}
          current={visibleCells(column).some((cell) => cell.key === current) ? current : ""}
          pulsing={props.pulsing}
          onSelect={props.onSelect}
          onCurrent={onCurrent}
          onFold={onFold}
        />
      ))}
    </section>
  );
}

/** Focus follows the keyboard into view without hiding under the sticky heads. */
function useHeadsBelowTheTop(grid: React.RefObject<HTMLDivElement | null>): void {
  useEffect(() => {
    const element = grid.current;
    if (!element) return undefined;
    const observer = new ResizeObserver(() => {
      const head = element.querySelector<HTMLElement>(".column-head");
      if (head) element.style.setProperty("--head-height", `${head.offsetHeight + 6}px`);
    });
    observer.observe(element);
    return () => observer.disconnect();
  }, [grid]);
}

interface ColumnProps {
  column: Column;
  measure: Measure;
  selected: string;
  current: string;
  pulsing: ReadonlySet<string>;
  onCurrent: (key: string) => void;
  onSelect: (technique: string) => void;
  onFold: (technique: string) => void;
}

const ColumnBox = memo(function ColumnBox(props: ColumnProps) {
  const { column } = props;
  const { tactic } = column;
  const head = `tactic-${tactic.id}`;
  const box = (cell: Cell) => (
    <CellBox
      cell={cell}
      measure={props.measure}
      selected={cell.technique.id === props.selected}
      current={cell.key === props.current}
      pulse={pulses(cell, props.pulsing)}
      onCurrent={props.onCurrent}
      onSelect={props.onSelect}
      onFold={props.onFold}
    />
  );
  return (
    <section className="column" aria-labelledby={head}>
      <header className="column-head" title={tactic.summary}>
        <h2 id={head}>{tactic.name}</h2>
        <p>
          <span className="mono">{tactic.id.replace("AML.", "")}</span>
          <span>
            {column.seen > 0 ? <strong>{column.seen}</strong> : column.seen} of {column.total} seen
          </span>
        </p>
        <div className="column-meter" aria-hidden="true">
          <span style={{ width: `${column.total === 0 ? 0 : (100 * column.seen) / column.total}%` }} />
        </div>
      </header>
      <ul>
        {column.cells.map((cell) => (
          <li key={cell.key}>
            {box(cell)}
            {cell.unfolded && (
              <ul className="subs" aria-label={`Sub-techniques of ${cell.technique.name}`}>
                {cell.subs.map((sub) => (
                  <li key={sub.key}>{box(sub)}</li>
                ))}
              </ul>
            )}
          </li>
        ))}
      </ul>
      {column.cells.length === 0 && <p className="column-empty">nothing passes the filter</p>}
    </section>
  );
});

function pulses(cell: Cell, pulsing: ReadonlySet<string>): boolean {
  if (pulsing.has(cell.technique.id)) return true;
  return !cell.unfolded && cell.subs.some((sub) => pulsing.has(sub.technique.id));
}

/** Lets a long name break after its slashes. */
function breakable(name: string): string {
  return name.replaceAll("/", "/\u200b");
}

interface CellProps {
  cell: Cell;
  measure: Measure;
  selected: boolean;
  current: boolean;
  pulse: boolean;
  onCurrent: (key: string) => void;
  onSelect: (technique: string) => void;
  onFold: (technique: string) => void;
}

const CellBox = memo(function CellBox(props: CellProps) {
  const { cell, selected } = props;
  const { technique } = cell;
  const step = heatStep(cell.count);
  const classes = ["cell", `heat-${step}`, selected && "cell-selected", props.pulse && "cell-pulse", cell.subs.length > 0 && "cell-parent", cell.rules > 0 && "cell-watched"];
  return (
    <div className={classes.filter(Boolean).join(" ")}>
      <button
        type="button"
        className="cell-main"
        data-cell={cell.key}
        tabIndex={props.current ? 0 : -1}
        aria-expanded={selected}
        title={`${technique.id} ${technique.fullName}\n${technique.summary}`}
        onFocus={() => props.onCurrent(cell.key)}
        onClick={() => props.onSelect(selected ? "" : technique.id)}
      >
        <span className="cell-id mono">{cell.sub ? technique.id.slice(technique.id.lastIndexOf(".")) : technique.id.replace("AML.", "")}</span>
        <span className="cell-name">{breakable(technique.name)}</span>
        {cell.count > 0 && (
          <span className="cell-count">
            {shortCount(cell.count)}
            <span className="visually-hidden"> {props.measure === "open" ? "open findings" : "occurrences"}</span>
          </span>
        )}
        <span className="visually-hidden">{cell.rules > 0 ? `, ${cell.rules === 1 ? "1 rule" : `${cell.rules} rules`}` : ", no rule"}</span>
      </button>
      {cell.subs.length > 0 && (
        <button
          type="button"
          className="cell-fold"
          tabIndex={-1}
          aria-expanded={cell.unfolded}
          aria-label={`${cell.subs.length} sub-techniques of ${technique.name}`}
          onClick={() => props.onFold(technique.id)}
        >
          <span aria-hidden="true">{cell.unfolded ? "▾" : "▸"}</span>
          {cell.subs.length}
        </button>
      )}
    </div>
  );
});
