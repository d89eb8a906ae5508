import type { MouseEvent } from "react";
import { useLocation } from "wouter";
import type { TechniqueDetail } from "../api/schema";
import { Wide } from "../page/widgets";
import { neighbourhood, placed, ROW, type Item } from "./neighbourhood";
import { short } from "./studyPath";
import "./study.css";

const WIDTH = 900;
const COLUMN = 268;
const CENTRE = { x: WIDTH / 2, width: 220, height: 56 };

/** The technique in the middle of everything that it is tied to; each box is a link. */
export function Neighbourhood(props: { detail: TechniqueDetail; query: string }) {
  const { detail, query } = props;
  const { technique } = detail;
  const { placed: circles, height } = placed(neighbourhood(detail, query));
  const middle = height / 2;
  if (circles.length === 0) return null;
  return (
    <section className="card stack" aria-labelledby="neighbourhood">
      <h2 id="neighbourhood">What it is tied to</h2>
      <Wide label="Neighbourhood graph">
        <svg className="graph" width={WIDTH} height={height} viewBox={`0 0 ${WIDTH} ${height}`} role="group" aria-label={`What ${technique.name} is tied to`}>
          {circles.map((circle) =>
            circle.rows.map((y) => {
              const left = circle.side === "left";
              const from = left ? COLUMN : WIDTH - COLUMN;
              const to = CENTRE.x + (left ? -1 : 1) * (CENTRE.width / 2);
              return <path key={`${circle.title} ${y}`} d={`M${from} ${y} C${(from + to) / 2} ${y} ${(from + to) / 2} ${middle} ${to} ${middle}`} className="graph-edge" />;
            }),
          )}
          <g className="graph-centre">
            <rect x={CENTRE.x - CENTRE.width / 2} y={middle - CENTRE.height / 2} width={CENTRE.width} height={CENTRE.height} rx="8" className="graph-box" />
            <text x={CENTRE.x} y={middle - 5} textAnchor="middle">
              {technique.id}
            </text>
            <text x={CENTRE.x} y={middle + 13} textAnchor="middle" fontWeight="600">
              {short(technique.name, 27)}
            </text>
          </g>
          {circles.map((circle) => {
            const x = circle.side === "left" ? 0 : WIDTH - COLUMN;
            return (
              <g key={circle.title} role="group" aria-label={circle.title}>
                <text x={x + 2} y={circle.top + 14} className="graph-title">
                  {circle.title}
                </text>
                {circle.items.map((item, at) => (
                  <Box key={item.href} item={item} x={x} y={circle.rows[at] ?? 0} />
                ))}
                {circle.more > 0 && (
                  <text x={x + 2} y={(circle.rows.at(-1) ?? 0) + ROW / 2 + 13} className="graph-more">
                    and {circle.more} more, below
                  </text>
                )}
              </g>
            );
          })}
        </svg>
      </Wide>
    </section>
  );
}

function Box(props: { item: Item; x: number; y: number }) {
  const { item, x, y } = props;
  const [, navigate] = useLocation();
  const follow = (event: MouseEvent) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    navigate(item.href);
  };
  return (
    <a href={item.href} onClick={follow}>
      <title>{item.name}</title>
      <rect x={x + 1} y={y - 12} width={COLUMN - 2} height={24} rx="6" className="graph-box" />
      <text x={x + 9} y={y + 4}>
        {short(item.name, 40)}
      </text>
    </a>
  );
}
