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
        <p>Used up or scrolled away? On the machine that runs Sextant, ask for a new one:</p>
        <CopyBlock text="./sextant sign-in" label="command for a new sign-in link" />
        <p>
          <button type="button" className="button" onClick={props.retry}>
            I have signed in
          </button>
        </p>
      </div>
    </main>
  );
}
