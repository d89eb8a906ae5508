import { memo, type CSSProperties, type KeyboardEvent, type MouseEvent } from "react";
import { CellFrame, ColumnFrame, MatrixFrame } from "../atlas/MatrixFrame";
import { visibleCells, type Cell, type Column } from "../atlas/matrixModel";
import { ownWord } from "../atlas/OwnWords";
import type { Density } from "../atlas/matrixView";
import { cellColour, textOn } from "./colour";
import { noteOf, scoreWord, shownScore, type Layer, type Note } from "./layer";
import type { Pick } from "./selection";

interface Shared {
  layer: Layer;
  selected: ReadonlySet<string>;
  /** the box that the Tab key reaches */
  current: string;
  onCurrent: (key: string) => void;
  onPick: (key: string, how: Pick) => void;
  onColumn: (column: Column) => void;
  onFold: (technique: string) => void;
}

/** A layer on the matrix. */
export function LayerGrid(props: Shared & { columns: readonly Column[]; density: Density; onMove: (key: string, extend: boolean) => void; onKey: (event: KeyboardEvent, key: string) => void }) {
  const { columns, density, current, onMove, onKey, ...shared } = props;
  return (
    <MatrixFrame label={`Matrix of ${props.layer.name}`} density={density} columns={columns} onMove={onMove} onFold={props.onFold} onKey={onKey}>
      {columns.map((column) => (
        <ColumnBox key={column.tactic.id} column={column} current={visibleCells(column).some((cell) => cell.key === current) ? current : ""} {...shared} />
      ))}
    </MatrixFrame>
  );
}

function ColumnBox(props: Shared & { column: Column }) {
  const { column, layer } = props;
  const all = column.cells.flatMap((cell) => [cell, ...cell.subs]);
  const noted = all.filter((cell) => layer.cells[cell.key]).length;
  const box = (cell: Cell) => {
    const folded = cell.unfolded ? [] : cell.subs.map((sub) => sub.key);
    return (
      <CellBox
        cell={cell}
        note={noteOf(layer, cell.key)}
        color={cellColour(layer, cell.key, folded)}
        score={shownScore(layer, cell.key, folded)}
        inside={folded.filter((key) => layer.cells[key]).length}
        selected={props.selected.has(cell.key)}
        current={cell.key === props.current}
        onCurrent={props.onCurrent}
        onPick={props.onPick}
        onFold={props.onFold}
      />
    );
  };
  return (
    <ColumnFrame column={column} box={box}>
      <p>
        <button type="button" className="link column-pick" title={`Select all shown cells of ${column.tactic.name}`} onClick={() => props.onColumn(column)}>
          Select
          <span className="visually-hidden"> all of {column.tactic.name}</span>
        </button>
        <span>
          {noted > 0 ? <strong>{noted}</strong> : noted} of {all.length} noted
        </span>
      </p>
    </ColumnFrame>
  );
}

interface CellProps {
  cell: Cell;
  note: Note;
  color: string;
  score: number | undefined;
  /** folded-in sub-techniques that are annotated */
  inside: number;
  selected: boolean;
  current: boolean;
  onCurrent: (key: string) => void;
  onPick: (key: string, how: Pick) => void;
  onFold: (technique: string) => void;
}

const CellBox = memo(function CellBox(props: CellProps) {
  const { cell, note, color, score, inside } = props;
  const { technique } = cell;
  const style: CSSProperties | undefined = note.enabled && color !== "" ? { background: color, color: textOn(color) } : undefined;
  const clicked = (event: MouseEvent<HTMLButtonElement>) => {
    const touched = "pointerType" in event.nativeEvent && event.nativeEvent.pointerType === "touch";
    // A click by keyboard has no count: Space adds to what is selected, as in any list of many choices.
    const byKey = event.detail === 0;
    props.onPick(cell.key, { range: event.shiftKey, toggle: event.ctrlKey || event.metaKey || touched || byKey });
  };
  return (
    <CellFrame
      cell={cell}
      classes={[style ? "cell-coloured" : "heat-0", props.selected && "cell-selected", !note.enabled && "cell-disabled", note.comment !== "" && "cell-commented"]}
      {...(style && { style })}
      current={props.current}
      main={{
        "aria-pressed": props.selected,
        title: [`${technique.id} ${technique.fullName}`, note.comment.slice(0, 500), ownWord(technique.own)].filter(Boolean).join("\n"),
        onFocus: () => props.onCurrent(cell.key),
        onClick: clicked,
      }}
      onFold={props.onFold}
    >
      {(score !== undefined || inside > 0) && (
        <span className="cell-count">
          {score === undefined ? `·${inside}` : scoreWord(score)}
          <span className="visually-hidden">{score === undefined ? " sub-techniques annotated" : " score"}</span>
        </span>
      )}
      <span className="visually-hidden">
        {!note.enabled && ", disabled"}
        {note.comment !== "" && ", has a comment"}
        {note.links.length > 0 && ", has links"}
      </span>
    </CellFrame>
  );
});
