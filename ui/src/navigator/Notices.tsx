import { Failure } from "../page/widgets";
import type { useLayers } from "./useLayers";
import type { NavigatorView } from "./view";

/** What just happened, and what went wrong. */
export function Notices(props: { layers: ReturnType<typeof useLayers> }) {
  const { notices, tell, error, setError, workspace, act } = props.layers;
  return (
    <>
      <div role="status" className="notices">
        {notices.length > 0 && (
          <div className="notice spread">
            <ul className="stack">
              {notices.map((notice) => (
                <li key={notice}>{notice}</li>
              ))}
            </ul>
            <span className="row">
              {notices[0]?.startsWith("Closed") && workspace.closed.length > 0 && (
                <button
                  type="button"
                  className="button small"
                  onClick={() => {
                    act({ type: "reopen" });
                    tell();
                  }}
                >
                  Reopen
                </button>
              )}
              <button type="button" className="icon-button" aria-label="Dismiss" onClick={() => tell()}>
                ✕
              </button>
            </span>
          </div>
        )}
      </div>
      {error && (
        <div className="notice-failure">
          <Failure error={error} what="what was asked for" retry={() => setError(undefined)} retryWord="Dismiss" />
        </div>
      )}
    </>
  );
}

export function NothingShown(props: { change: (part: Partial<NavigatorView>) => void }) {
  return (
    <div className="empty">
      <h2 className="empty-title">No cell passes the filter</h2>
      <p className="muted">Ids, names and summaries are searched, and the layer may hide what it does not annotate.</p>
      <p>
        <button type="button" className="button" onClick={() => props.change({ text: "", platforms: [], maturity: [], lifecycle: [], sectors: [], shown: "all" })}>
          Clear the filter
        </button>
      </p>
    </div>
  );
}
