import { useId, type ReactNode } from "react";
import { Link } from "wouter";
import { TERMS } from "./terms";
import "./glossary.css";

const BY_ID = new Map(TERMS.map((term) => [term.id, term]));

/** A word of the glossary: what it means shows on hover and focus, and a click leads there. */
export function Term(props: { id: string; children: ReactNode }) {
  const tip = useId();
  const term = BY_ID.get(props.id);
  if (!term) return props.children;
  return (
    <span className="term">
      <Link href={`/glossary#${term.id}`} aria-describedby={tip}>
        {props.children}
      </Link>
      <span role="tooltip" id={tip}>
        {term.means}
      </span>
    </span>
  );
}
