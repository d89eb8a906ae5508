import { Component, Suspense, useEffect, useLayoutEffect, useState, type ReactNode } from "react";
import { useRouter } from "wouter";
import { askAhead } from "../api/ahead";
import type { Api } from "../api/client";
import { ConnectionProvider, useResource } from "../api/hooks";
import type { LiveStream } from "../api/live";
import { SignInNeeded } from "../access/SignInNeeded";
import { Failure, Loading } from "../page/widgets";
import { askForDataAt, loadPageAt, Pages } from "./pages";
import { Shell } from "./Shell";

export function App(props: { api: Api; live: LiveStream }) {
  const { api, live } = props;
  const session = useResource("session", () => api.session());
  const { reload } = session;
  const router = useRouter();
  const [pageCame, setPageCame] = useState(false);
  // Before the first paint, so that everything comes while that is made.
  useLayoutEffect(() => {
    void loadPageAt(router, window.location.pathname).then(() => setPageCame(true));
    askAhead("session", async () => {
      const answer = await api.session();
      if (answer.signedIn) askForDataAt(router, window.location, api);
      return answer;
    });
  }, [router, api]);
  const signedIn = session.data?.signedIn === true;
  useEffect(() => {
    api.whenSignedOut(reload);
  }, [api, reload]);
  useLiveWhileVisible(live, signedIn);

  if (session.error && !session.data) {
    return (
      <main className="welcome">
        <Failure error={session.error} what="Sextant" retry={reload} />
      </main>
    );
  }
  if (!session.data) return <Loading what="Sextant" />;
  if (!signedIn) return <SignInNeeded retry={reload} />;
  if (!pageCame) return <Loading what="Sextant" />;
  return (
    <ConnectionProvider connection={{ api, live, session: session.data }}>
      <Shell>
        <Guard>
          <Suspense fallback={<Loading what="the page" />}>
            <Pages />
          </Suspense>
        </Guard>
      </Shell>
    </ConnectionProvider>
  );
}

const HIDDEN_MS = 60_000;

/** Browsers allow few connections to one server; a page hidden for a while gives its own back. */
function useLiveWhileVisible(live: LiveStream, signedIn: boolean): void {
  useEffect(() => {
    if (!signedIn) return undefined;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const changed = () => {
      clearTimeout(timer);
      if (document.visibilityState === "hidden") timer = setTimeout(() => live.pause(), HIDDEN_MS);
      else live.start();
    };
    live.start();
    document.addEventListener("visibilitychange", changed);
    window.addEventListener("online", changed);
    return () => {
      clearTimeout(timer);
      document.removeEventListener("visibilitychange", changed);
      window.removeEventListener("online", changed);
      live.pause();
    };
  }, [live, signedIn]);
}

/** Keeps the frame standing when a page breaks. */
class Guard extends Component<{ children: ReactNode }, { error: Error | undefined }> {
  override state: { error: Error | undefined } = { error: undefined };

  static getDerivedStateFromError(error: unknown) {
    return { error: error instanceof Error ? error : new Error(String(error)) };
  }

  override render() {
    if (!this.state.error) return this.props.children;
    return (
      <div className="page">
        <Failure error={this.state.error} what="this page" retry={() => window.location.reload()} />
      </div>
    );
  }
}
