import { Link } from "wouter";
import { useApi, useResource } from "../api/hooks";
import type { OwnMark } from "../api/schema";
import { addressOf } from "../search/results";
import { Failure, IssueList, Wide } from "../page/widgets";
import { Whose } from "./OwnWords";

/** What organisations say of the current release, and what is wrong with their overlays. */
export function Overlays() {
  const api = useApi();
  const overlays = useResource("overlays", api.overlays);
  const { data } = overlays;
  return (
    <section className="card stack" aria-labelledby="overlays">
      <h2 id="overlays">Overlays</h2>
      <p className="muted">
        Your own techniques, names, notes and references, kept apart from MITRE's content: files in the folder <code>overlays</code> of the data folder.
      </p>
      {overlays.error && !data && <Failure error={overlays.error} what="the overlays" retry={overlays.reload} />}
      {data && data.overlays.length === 0 && data.issues.length === 0 && <p>None yet.</p>}
      {data && data.overlays.length > 0 && (
        <ul>
          {data.overlays.map((overlay) => (
            <li key={overlay.file}>
              <Whose name={overlay.organisation} /> <code>{overlay.file}</code>
              {overlay.segment !== "" && (
                <>
                  {" "}
                  with ids <code>AML.{overlay.segment}.…</code>
                </>
              )}
            </li>
          ))}
        </ul>
      )}
      {data && <IssueList issues={data.issues} />}
      {data && data.entries.length > 0 && (
        <Wide label="What the overlays say">
          <table className="list-table">
            <thead>
              <tr>
                <th>Object</th>
                <th>What is said</th>
              </tr>
            </thead>
            <tbody>
              {data.entries.map((entry) => (
                <tr key={entry.id}>
                  <td>
                    <Link href={addressOf(entry.id)}>
                      <span className="mono">{entry.id}</span> {entry.name}
                    </Link>
                  </td>
                  <td>{said(entry.own).join(", ")}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </Wide>
      )}
    </section>
  );
}

function counted(count: number, word: string): string[] {
  return count === 0 ? [] : [count === 1 ? word : `${count} ${word}s`];
}

function said(own: OwnMark): string[] {
  return [
    ...(own.addedBy === undefined ? [] : ["added"]),
    ...(own.renamed ? [`renamed, in ATLAS ${own.renamed.official}`] : []),
    ...(own.hidden ? [`hidden: ${own.hidden.reason}`] : []),
    ...counted(own.notes.length, "note"),
    ...counted(own.mappings.length, "reference"),
  ];
}
