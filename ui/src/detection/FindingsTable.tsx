import { memo } from "react";
import { Link } from "wouter";
import type { Finding } from "../api/schema";
import { LevelBadge, StatusBadge, TechniqueChip, Time } from "../page/widgets";

interface Props {
  rows: readonly Finding[];
  cursor: string;
  opened: string | undefined;
  chosen: ReadonlySet<string>;
  href: (finding: string) => string;
  onCursor: (finding: string) => void;
  onChoose: (finding: string) => void;
  onChooseAll: (all: boolean) => void;
}

export function FindingsTable(props: Props) {
  const all = props.rows.length > 0 && props.rows.every((row) => props.chosen.has(row.id));
  return (
    <table className="list-table findings-table">
      <thead>
        <tr>
          <th scope="col">
            <input type="checkbox" aria-label="Select all shown" checked={all} onChange={() => props.onChooseAll(!all)} />
          </th>
          <th scope="col">Level</th>
          <th scope="col">Finding</th>
          <th scope="col" className="aside">
            Techniques
          </th>
          <th scope="col" className="aside">
            Who
          </th>
          <th scope="col" className="number">
            Times
          </th>
          <th scope="col">Last seen</th>
          <th scope="col">Status</th>
        </tr>
      </thead>
      <tbody>
        {props.rows.map((row) => (
          <Row
            key={row.id}
            finding={row}
            current={row.id === props.cursor}
            opened={row.id === props.opened}
            chosen={props.chosen.has(row.id)}
            href={props.href(row.id)}
            onCursor={props.onCursor}
            onChoose={props.onChoose}
          />
        ))}
      </tbody>
    </table>
  );
}

/** Technique chips in a row of the list. */
const SHOWN = 2;

interface RowProps {
  finding: Finding;
  current: boolean;
  opened: boolean;
  chosen: boolean;
  href: string;
  onCursor: (finding: string) => void;
  onChoose: (finding: string) => void;
}

const Row = memo(function Row(props: RowProps) {
  const { finding } = props;
  const classes = [props.current && "row-current", props.opened && "row-opened", finding.status !== "new" && finding.status !== "acknowledged" && "row-closed"];
  return (
    <tr className={classes.filter(Boolean).join(" ")} data-finding={finding.id} aria-current={props.current || undefined}>
      <td className="cell-choose">
        <input type="checkbox" aria-label={`Select ${finding.title}`} checked={props.chosen} onChange={() => props.onChoose(finding.id)} />
      </td>
      <td className="cell-level">
        <LevelBadge level={finding.level} />
      </td>
      <td className="cell-title">
        <Link href={props.href} onFocus={() => props.onCursor(finding.id)}>
          {finding.title}
        </Link>
      </td>
      <td className="aside">
        <span className="row">
          {finding.techniques.slice(0, SHOWN).map((technique) => (
            <TechniqueChip key={technique.id} technique={technique} />
          ))}
          {finding.techniques.length > SHOWN && (
            <span className="muted" title={finding.techniques.map(({ id, name }) => `${id} ${name}`).join("\n")}>
              +{finding.techniques.length - SHOWN}
            </span>
          )}
        </span>
      </td>
      <td className="aside cell-who">{whoIn(finding)}</td>
      <td className="number">{finding.count}</td>
      <td className="cell-last">
        <Time at={finding.last} />
      </td>
      <td className="cell-status">
        <StatusBadge status={finding.status} />
      </td>
    </tr>
  );
});

/** Whoever did it, and where. */
function whoIn(finding: Finding): string {
  const who = finding.entities["principal"] ?? Object.values(finding.entities)[0] ?? "";
  return [who, finding.system].filter((each) => each !== "").join(" · ");
}
