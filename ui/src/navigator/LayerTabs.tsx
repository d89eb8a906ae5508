import { letterOf } from "./combine";
import { isChanged, type Tab } from "./workspace";

/** The open layers, each with the letter that expressions call it by. */
export function LayerTabs(props: { tabs: readonly Tab[]; active: string; onShow: (id: string) => void; onClose: (id: string) => void; onNew: () => void; newShown: boolean }) {
  return (
    <nav className="layer-tabs" aria-label="Layers">
      <ul>
        {props.tabs.map((tab, at) => {
          const shown = tab.id === props.active && !props.newShown;
          return (
            <li key={tab.id} className={shown ? "layer-tab layer-tab-active" : "layer-tab"}>
              <button type="button" aria-current={shown ? "true" : undefined} onClick={() => props.onShow(tab.id)} title={tab.layer.name}>
                <span className="layer-letter" aria-label={`Layer ${letterOf(at)}:`} role="img">
                  {letterOf(at)}
                </span>
                <span className="layer-name">{tab.layer.name}</span>
                {isChanged(tab) && <span className="layer-changed" role="img" title="Changed since it was saved or opened" aria-label="changed" />}
              </button>
              <button type="button" className="layer-close" aria-label={`Close ${tab.layer.name}`} title="Close" onClick={() => props.onClose(tab.id)}>
                ✕
              </button>
            </li>
          );
        })}
        <li className={props.newShown ? "layer-tab layer-tab-active" : "layer-tab"}>
          <button type="button" aria-current={props.newShown ? "true" : undefined} onClick={props.onNew}>
            <span aria-hidden="true">+</span> New layer
          </button>
        </li>
      </ul>
    </nav>
  );
}
