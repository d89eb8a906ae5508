import { CopyBlock, useTitle } from "../page/widgets";

export function SignInNeeded(props: { retry: () => void }) {
  useTitle("Sign in");
  return (
    <main className="welcome">
      <div className="card stack">
        <h1>Sign in with the link from the terminal</h1>
        <p>
          Sextant prints a sign-in link where it was started, like <code>http://127.0.0.1:7575/sign-in?token=…</code> Open it in this browser. Each
          link works once; a browser then stays signed in.
        </p>
        <p>Used up, expired or scrolled away? Stop Sextant with Ctrl-C and start it again; it prints a new one, and nothing is lost:</p>
        <CopyBlock text="./sextant up" label="command that starts Sextant" />
        <p>
          <button type="button" className="button" onClick={props.retry}>
            I have signed in
          </button>
        </p>
      </div>
    </main>
  );
}
