import { useEffect, useState } from "react";
import { Empty, SearchField, useTitle } from "../page/widgets";
import { TERMS } from "./terms";
import "./glossary.css";

const SORTED = TERMS.toSorted((a, b) => a.word.localeCompare(b.word));
const WORDS = new Map(TERMS.map((term) => [term.id, term.word]));

export default function GlossaryPage() {
  useTitle("Glossary");
  const [text, setText] = useState("");
  const words = text.toLowerCase().split(/\s+/).filter((word) => word !== "");
  const shown = SORTED.filter((term) => words.every((word) => `${term.word} ${term.means}`.toLowerCase().includes(word)));
  useEffect(() => {
    const look = () => {
      const target = window.location.hash.slice(1);
      if (target !== "") document.getElementById(target)?.scrollIntoView();
    };
    look();
    window.addEventListener("hashchange", look);
    return () => window.removeEventListener("hashchange", look);
  }, []);
  return (
    <div className="page">
      <header className="page-head stack">
        <h1>Glossary</h1>
        <p>The words of ATLAS and of Sextant, as these pages use them.</p>
      </header>
      <p>
        <SearchField label="Filter terms" value={text} onChange={setText} />
      </p>
      {shown.length === 0 ? (
        <Empty title="No term has these words">
          <p>
            <button type="button" className="button" onClick={() => setText("")}>
              Show all terms
            </button>
          </p>
        </Empty>
      ) : (
        <dl className="glossary">
          {shown.map((term) => (
            <div key={term.id} id={term.id}>
              <dt>
                <a href={`#${term.id}`}>{term.word}</a>
                <span className="chip">{term.of}</span>
              </dt>
              <dd>{term.means}</dd>
              {term.see && (
                <dd className="muted">
                  See{" "}
                  {term.see.map((id, at) => (
                    <span key={id}>
                      {at > 0 && ", "}
                      <a href={`#${id}`}>{WORDS.get(id)}</a>
                    </span>
                  ))}
                </dd>
              )}
            </div>
          ))}
        </dl>
      )}
    </div>
  );
}
