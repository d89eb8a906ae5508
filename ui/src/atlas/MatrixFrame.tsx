import { useEffect, useRef, type ButtonHTMLAttributes, type CSSProperties, type KeyboardEvent, type ReactNode } from "react";
import { moveFrom, type Cell, type Column } from "./matrixModel";
import type { Density } from "./matrixView";
import "./matrix.css";

const MOVES = new Set(["ArrowUp", "ArrowDown", "ArrowLeft", "ArrowRight", "Home", "End"]);

/** What every matrix is: a column for each tactic. Arrow keys move between the boxes of all columns. */
export function MatrixFrame(props: {
  label: string;
  density: Density;
  columns: readonly Column[];
  onMove: (key: string, extend: boolean) => void;
  onFold: (technique: string) => void;
  /** another key pressed on a box */
  onKey?: (event: KeyboardEvent, key: string) => void;
  children: ReactNode;
}) {
  const { columns } = props;
  const grid = useRef<HTMLDivElement>(null);
  const pressed = (event: KeyboardEvent<HTMLElement>) => {
    const button = event.target instanceof HTMLElement ? event.target.closest<HTMLElement>("[data-cell]") : null;
    const key = button?.dataset["cell"];
    if (!key) return;
    const held = event.ctrlKey || event.metaKey || event.altKey;
    if (MOVES.has(event.key) && !held) {
      event.preventDefault();
      const next = moveFrom(columns, key, event.key);
      const element = grid.current?.querySelector<HTMLElement>(`[data-cell="${CSS.escape(next)}"]`);
      element?.focus({ preventScroll: true });
      element?.scrollIntoView({ block: "nearest", inline: "nearest" });
      props.onMove(next, event.shiftKey);
    } else if (event.key === "e" && !held) {
      event.preventDefault();
      props.onFold(key.slice(key.indexOf("/") + 1));
    } else {
      props.onKey?.(event, key);
    }
  };
  useHeadsBelowTheTop(grid);
  return (
    // Keys act on the buttons inside; the region itself takes no focus.
    // oxlint-disable-next-line jsx-a11y/no-static-element-interactions, jsx-a11y/no-noninteractive-element-interactions
    <section className={`matrix matrix-${props.density}`} style={{ "--columns": columns.length } as CSSProperties} aria-label={props.label} ref={grid} onKeyDown={pressed}>
      {props.children}
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

/** A tactic with the boxes under it; `children` stand below its name. */
export function ColumnFrame(props: { column: Column; box: (cell: Cell) => ReactNode; children: ReactNode }) {
  const { column, box } = props;
  const { tactic } = column;
  const head = `tactic-${tactic.id}`;
  return (
    <section className="column" aria-labelledby={head}>
      <header className="column-head" title={tactic.summary}>
        <h2 id={head}>{tactic.name}</h2>
        {props.children}
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
}

/** Lets a long name break after its slashes. */
function breakable(name: string): string {
  return name.replaceAll("/", "/\u200b");
}

/** A sub-technique of ATLAS by its last digits; one of an organisation keeps the name of its row of ids. */
function shortId(cell: Cell): string {
  const { id } = cell.technique;
  const last = id.slice(id.lastIndexOf("."));
  return cell.sub && /^\.\d/.test(last) ? last : id.replace("AML.", "");
}

/** One box: the technique's id and name, then `children`; a second button folds its sub-techniques. */
export function CellFrame(props: {
  cell: Cell;
  classes: readonly (string | false)[];
  style?: CSSProperties;
  /** whether the Tab key reaches it */
  current: boolean;
  main: ButtonHTMLAttributes<HTMLButtonElement>;
  onFold: (technique: string) => void;
  children: ReactNode;
}) {
  const { cell } = props;
  const { technique } = cell;
  const classes = ["cell", cell.subs.length > 0 && "cell-parent", ...props.classes];
  return (
    <div className={classes.filter(Boolean).join(" ")} style={props.style}>
      <button type="button" className="cell-main" data-cell={cell.key} tabIndex={props.current ? 0 : -1} {...props.main}>
        <span className="cell-id mono">
          {shortId(cell)}
          {technique.own && (
            <span className="cell-own" aria-hidden="true">
              {" "}
              ◆
            </span>
          )}
        </span>
        <span className="cell-name">{breakable(technique.name)}</span>
        {props.children}
        {technique.own && <span className="visually-hidden">, with words of your organisation</span>}
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
}
