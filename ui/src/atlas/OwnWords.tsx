import type { OwnMark } from "../api/schema";

/** What organisations say of an object, apart from what MITRE says: in their name, as plain text. */
export function OwnWords(props: { own: OwnMark | undefined }) {
  const { own } = props;
  if (!own) return null;
  return (
    <section className="card stack own-words" aria-labelledby="own">
      <h2 id="own">Ours, not MITRE's</h2>
      <ul className="entries">
        {own.addedBy !== undefined && (
          <li>
            <Whose name={own.addedBy} /> added it. ATLAS does not have it.
          </li>
        )}
        {own.renamed && (
          <li>
            <Whose name={own.renamed.organisation} /> calls it so. In ATLAS it is <strong>{own.renamed.official}</strong>.
          </li>
        )}
        {own.hidden && (
          <li>
            <Whose name={own.hidden.organisation} /> hides it from the matrix, search and suggestions: {own.hidden.reason}
          </li>
        )}
        {own.notes.map((note) => (
          <li key={`${note.organisation} ${note.text}`}>
            <Whose name={note.organisation} /> <span className="own-note">{note.text}</span>
          </li>
        ))}
        {own.mappings.map((mapping) => (
          <li key={`${mapping.organisation} ${mapping.to}`}>
            <Whose name={mapping.organisation} />{" "}
            {/^https?:/.test(mapping.url) ? (
              <a href={mapping.url} rel="noreferrer" target="_blank">
                {mapping.to} ↗
              </a>
            ) : (
              <strong>{mapping.to}</strong>
            )}{" "}
            {mapping.title}
          </li>
        ))}
      </ul>
    </section>
  );
}

/** The organisation that says something. */
export function Whose(props: { name: string }) {
  return (
    <span className="chip chip-own" title="From an overlay of your organisation, not from MITRE">
      {props.name}
    </span>
  );
}

/** In few words, for a tooltip: what an organisation changed; empty for what is ATLAS's alone. */
export function ownWord(own: OwnMark | undefined): string {
  if (!own) return "";
  const words = [
    own.addedBy !== undefined && `added by ${own.addedBy}`,
    own.renamed && `in ATLAS: ${own.renamed.official}`,
    ...own.notes.map((note) => `${note.organisation}: ${note.text.slice(0, 200)}`),
    ...own.mappings.map((mapping) => `${mapping.organisation}: ${mapping.to} ${mapping.title}`),
  ];
  return words.filter(Boolean).join("\n");
}
