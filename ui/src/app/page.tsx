import { lazy, useState, type ComponentType, type ReactNode } from "react";

/** A page whose code is loaded when it is first needed, or before. */
interface Page<P> {
  (props: P): ReactNode;
  /** Loads the code; done when it has come, or failed to. */
  load: () => Promise<void>;
}

/**
 * Code that is there already is shown at once. React alone would show a fallback first, even for code that has come,
 * and leave it for 300 ms.
 */
export function page<P extends object>(load: () => Promise<{ default: ComponentType<P> }>): Page<P> {
  let loaded: ComponentType<P> | undefined;
  const begin = async () => {
    const module = await load();
    loaded = module.default;
    return module;
  };
  const Later = lazy(begin);
  const Shown = (props: P) => {
    // Which of the two stays for as long as the page is shown: a change would begin it anew.
    const [Now] = useState<ComponentType<P>>(() => loaded ?? Later);
    return <Now {...props} />;
  };
  const loadBefore = async () => {
    try {
      await begin();
    } catch {
      // It is told when the page is shown.
    }
  };
  return Object.assign(Shown, { load: loadBefore });
}
