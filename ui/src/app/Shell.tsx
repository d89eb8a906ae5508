import { useEffect, useState, type ReactNode } from "react";
import { Link, useLocation } from "wouter";
import { useApi, useLiveState, useReconnect, useSession } from "../api/hooks";
import type { LiveState } from "../api/live";
import { isGatewayPage } from "../gateway/GatewayTabs";
import { useKeys } from "../page/useKeys";
import { SearchPalette } from "../search/SearchPalette";
import { Dialog, KeyTable } from "../page/widgets";
import { useTheme, type Theme } from "./theme";

const PLACES = [
  ["/", "Matrix", "m"],
  ["/navigator", "Navigator", "n"],
  ["/systems", "Systems", "s"],
  ["/threats", "Threats", "h"],
  ["/coverage", "Coverage", "v"],
  ["/findings", "Findings", "f"],
  ["/rules", "Rules", "r"],
  ["/decisions", "Gateway", "d"],
  ["/case-studies", "Case studies", "c"],
  ["/ingest", "Ingest", "i"],
  ["/inspect", "Inspect", "t"],
] as const;

const KEYS = [
  ["g m", "go to the Matrix (g n Navigator, g s Systems, g h Threats, g v Coverage, g f Findings, g r Rules, g d Gateway, g c Case studies, g i Ingest, g t Inspect)"],
  ["Ctrl K", "search everything (⌘ K)"],
  ["/", "to the text filter"],
  ["?", "this help"],
  ["Esc", "close the panel or the dialog"],
] as const;

const MATRIX_KEYS = [
  ["← ↑ ↓ →", "move between cells"],
  ["Enter", "open the side panel"],
  ["e", "fold the sub-techniques out or in"],
  ["Home End", "first and last cell of the column"],
] as const;

const FINDING_KEYS = [
  ["j k", "next and previous finding"],
  ["Enter", "open the finding"],
  ["x", "select it for triage together with others"],
  ["a", "acknowledge"],
  ["r", "resolve"],
  ["f", "false positive"],
  ["n", "back to new"],
  ["u", "undo the last triage"],
  ["s", "show what has newly arrived"],
] as const;

export function Shell(props: { children: ReactNode }) {
  const [path, navigate] = useLocation();
  const [help, setHelp] = useState(false);
  const [searching, setSearching] = useState(false);
  const [going, setGoing] = useState(0);
  useEffect(() => {
    const pressed = (event: KeyboardEvent) => {
      if (event.key.toLowerCase() !== "k" || !(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey) return;
      event.preventDefault();
      setSearching(true);
    };
    window.addEventListener("keydown", pressed);
    return () => window.removeEventListener("keydown", pressed);
  }, []);
  // On a phone the pages do not all fit the bar.
  useEffect(() => {
    document.querySelector(".top nav [aria-current]")?.scrollIntoView({ inline: "nearest", block: "nearest" });
  }, [path]);
  useKeys({
    "?": () => setHelp(true),
    g: () => setGoing(Date.now()),
    "/": (event) => {
      const field = document.querySelector<HTMLInputElement>("input[type=search]");
      if (!field) return;
      event.preventDefault();
      field.focus();
      field.select();
    },
    ...Object.fromEntries(
      PLACES.map(([place, , key]) => [
        key,
        (event: KeyboardEvent) => {
          if (Date.now() - going > 1_000) return;
          event.preventDefault();
          setGoing(0);
          navigate(place);
        },
      ]),
    ),
  });
  return (
    <>
      <a className="skip" href="#content">
        Skip to the content
      </a>
      <header className="top">
        <Link href="/" className="brand" aria-label="Sextant, to the Matrix">
          <svg viewBox="0 0 32 32" width="24" height="24" aria-hidden="true">
            <path d="M16 6 6.500 22.500M16 6l9.500 16.500M6.500 22.500a18 18 0 0 0 19 0M16 6v15" />
            <circle cx="16" cy="6" r="2" />
          </svg>
          <span>Sextant</span>
        </Link>
        <nav aria-label="Pages">
          {PLACES.map(([place, word]) => (
            <Link key={place} href={place} aria-current={isAt(path, place) ? "page" : undefined}>
              {word}
            </Link>
          ))}
        </nav>
        <div className="top-end">
          <button type="button" className="button small search-button" title="Search everything" onClick={() => setSearching(true)}>
            <svg viewBox="0 0 16 16" width="14" height="14" aria-hidden="true" className="search-sign">
              <circle cx="7" cy="7" r="4.500" />
              <path d="m10.500 10.500 4 4" />
            </svg>
            <span className="search-word">Search</span> <kbd>Ctrl K</kbd>
          </button>
          <Connection />
          <ThemeToggle />
          <button type="button" className="icon-button wide-only" aria-label="Keyboard help" title="Keyboard help (?)" onClick={() => setHelp(true)}>
            ?
          </button>
          <Account />
        </div>
      </header>
      <main id="content" tabIndex={-1}>
        {props.children}
      </main>
      <SearchPalette open={searching} onClose={() => setSearching(false)} />
      <Dialog title="Keyboard" open={help} onClose={() => setHelp(false)}>
        <KeyTable keys={KEYS} />
        <h3 className="help-part">Matrix</h3>
        <KeyTable keys={MATRIX_KEYS} />
        <h3 className="help-part">Findings</h3>
        <KeyTable keys={FINDING_KEYS} />
      </Dialog>
    </>
  );
}

function isAt(path: string, place: string): boolean {
  if (place === "/") return path === "/" || path.startsWith("/techniques") || path.startsWith("/mitigations");
  if (place === "/coverage" && (path.startsWith("/controls") || path.startsWith("/frameworks"))) return true;
  if (place === "/threats" && path.startsWith("/questions")) return true;
  if (place === "/decisions") return isGatewayPage(path);
  return path === place || path.startsWith(`${place}/`);
}

const CONNECTION_WORDS: Record<LiveState["kind"], string> = {
  live: "Live",
  connecting: "Connecting…",
  paused: "Paused",
  waiting: "Not live",
};

/** Whether new findings appear by themselves; only a change of it is announced, not the countdown. */
function Connection() {
  const state = useLiveState();
  const reconnect = useReconnect();
  const words = CONNECTION_WORDS[state.kind];
  return (
    <span className={`connection connection-${state.kind}`}>
      <span role="status" className="connection-words" title={state.kind === "live" ? "New findings appear by themselves" : words}>
        {words}
      </span>
      {state.kind === "waiting" && (
        <>
          <Countdown until={state.until} />
          <button type="button" className="button small" onClick={reconnect}>
            Reconnect
          </button>
        </>
      )}
    </span>
  );
}

function Countdown(props: { until: number }) {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 1_000);
    return () => clearInterval(timer);
  }, []);
  return <span className="wide-only">next try in {Math.max(1, Math.ceil((props.until - now) / 1_000))} s</span>;
}

const NEXT_THEME: Record<Theme, Theme> = { system: "light", light: "dark", dark: "system" };
const THEME_SIGN: Record<Theme, string> = { system: "◐", light: "☀", dark: "☾" };

function ThemeToggle() {
  const [theme, choose] = useTheme();
  const words = `Theme: ${theme}; change to ${NEXT_THEME[theme]}`;
  return (
    <button type="button" className="icon-button" aria-label={words} title={words} onClick={() => choose(NEXT_THEME[theme])}>
      <span aria-hidden="true">{THEME_SIGN[theme]}</span>
    </button>
  );
}

function Account() {
  const session = useSession();
  const api = useApi();
  const leave = () => void api.signOut().then(() => window.location.assign("/"));
  return (
    <details className="choices account">
      <summary className="icon-button" aria-label="Account and more" title="Account and more">
        <span aria-hidden="true">☰</span>
      </summary>
      <div className="choices-list">
        <p className="muted account-who">
          {session.name ?? "Signed in"}
          {session.role && ` · ${session.role}`}
        </p>
        <Link href="/exercises">Exercises</Link>
        <Link href="/quiz">Quiz</Link>
        <Link href="/releases">Releases</Link>
        <Link href="/attack">ATT&CK matrix</Link>
        <Link href="/compare">Compare releases</Link>
        <Link href="/glossary">Glossary</Link>
        <Link href="/tokens">API tokens</Link>
        <a href="/openapi.yaml">API specification</a>
        <Link href="/about">About and licences</Link>
        <button type="button" className="button quiet" onClick={leave}>
          Sign out
        </button>
      </div>
    </details>
  );
}
