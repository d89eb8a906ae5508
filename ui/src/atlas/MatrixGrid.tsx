import { memo, useCallback } from "react";
import { CellFrame, ColumnFrame, MatrixFrame } from "./MatrixFrame";
import { heatStep, shortCount, visibleCells, type Cell, type Column } from "./matrixModel";
import { ownWord } from "./OwnWords";
import type { Density, Measure } from "./matrixView";

interface Shared {
  measure: Measure;
  selected: string;
  /** the box that the Tab key reaches */
  current: string;
  pulsing: ReadonlySet<string>;
  onCurrent: (key: string) => void;
  onSelect: (technique: string) => void;
  onFold: (technique: string) => void;
}

/** The live matrix: heat in the boxes, a pulse where a finding just arrived. */
export function MatrixGrid(props: Shared & { columns: readonly Column[]; density: Density }) {
  const { columns, density, current, ...shared } = props;
  return (
    <MatrixFrame label="ATLAS matrix" density={density} columns={columns} onMove={props.onCurrent} onFold={props.onFold}>
      {columns.map((column) => (
        <ColumnBox key={column.tactic.id} column={column} current={visibleCells(column).some((cell) => cell.key === current) ? current : ""} {...shared} />
      ))}
    </MatrixFrame>
  );
}

const ColumnBox = memo(function ColumnBox(props: Shared & { column: Column }) {
  const { column } = props;
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
    <ColumnFrame column={column} box={box}>
      <p>
        <span className="mono">{column.tactic.id.replace("AML.", "")}</span>
        <span>
          {column.seen > 0 ? <strong>{column.seen}</strong> : column.seen} of {column.total} seen
        </span>
      </p>
      <div className="column-meter" aria-hidden="true">
        <span style={{ width: `${column.total === 0 ? 0 : (100 * column.seen) / column.total}%` }} />
      </div>
    </ColumnFrame>
  );
});

function pulses(cell: Cell, pulsing: ReadonlySet<string>): boolean {
  if (pulsing.has(cell.technique.id)) return true;
  return !cell.unfolded && cell.subs.some((sub) => pulsing.has(sub.technique.id));
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
  const { cell, selected, onCurrent, onSelect } = props;
  const { technique } = cell;
  const focused = useCallback(() => onCurrent(cell.key), [onCurrent, cell.key]);
  return (
    <CellFrame
      cell={cell}
      classes={[`heat-${heatStep(cell.count)}`, selected && "cell-selected", props.pulse && "cell-pulse", cell.rules > 0 && "cell-watched"]}
      current={props.current}
      main={{
        "aria-expanded": selected,
        title: [`${technique.id} ${technique.fullName}`, technique.summary, ownWord(technique.own)].filter(Boolean).join("\n"),
        onFocus: focused,
        onClick: () => onSelect(selected ? "" : technique.id),
      }}
      onFold={props.onFold}
    >
      {cell.count > 0 && (
        <span className="cell-count">
          {shortCount(cell.count)}
          <span className="visually-hidden"> {props.measure === "open" ? "open findings" : "occurrences"}</span>
        </span>
      )}
      <span className="visually-hidden">{cell.rules > 0 ? `, ${cell.rules === 1 ? "1 rule" : `${cell.rules} rules`}` : ", no rule"}</span>
    </CellFrame>
  );
});
