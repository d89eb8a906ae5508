import { Dialog } from "../page/widgets";
import type { Tab } from "./workspace";

/** Somebody else saved the layer meanwhile: nothing is lost whatever is chosen but by "save over theirs". */
export function ConflictDialog(props: {
  tab: Tab | undefined;
  onClose: () => void;
  settle: { asNew: (mine: Tab) => void; over: (mine: Tab, id: string) => void; theirs: (mine: Tab, id: string) => void };
}) {
  const { tab, onClose, settle } = props;
  const choose = (act: (mine: Tab, id: string) => void) => {
    onClose();
    if (tab?.saved) act(tab, tab.saved.id);
  };
  return (
    <Dialog title="Somebody else saved this layer" open={tab !== undefined} onClose={onClose}>
      <div className="stack">
        <p>“{tab?.layer.name}” was changed on the server after you opened it. Yours is not saved yet.</p>
        <p className="row">
          <button type="button" className="button primary" onClick={() => choose(settle.theirs)}>
            Open theirs beside mine
          </button>
          <button type="button" className="button" onClick={() => choose(settle.asNew)}>
            Save mine as a new layer
          </button>
          <button type="button" className="button danger" onClick={() => choose(settle.over)}>
            Save over theirs
          </button>
        </p>
      </div>
    </Dialog>
  );
}
