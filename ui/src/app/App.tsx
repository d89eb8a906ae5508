import { Component, lazy, Suspense, useEffect, type ReactNode } from "react";
import { Route, Switch } from "wouter";
import type { Api } from "../api/client";
import { ConnectionProvider, useResource } from "../api/hooks";
import type { LiveStream } from "../api/live";
import { SignInNeeded } from "../access/SignInNeeded";
import { Failure, Loading } from "../page/widgets";
import { NotFound } from "./NotFound";
import { Shell } from "./Shell";

const MatrixPage = lazy(() => import("../atlas/MatrixPage"));
const TechniquePage = lazy(() => import("../atlas/TechniquePage"));
const MitigationPage = lazy(() => import("../atlas/MitigationPage"));
const CaseStudiesPage = lazy(() => import("../atlas/CaseStudiesPage"));
const CaseStudyPage = lazy(() => import("../atlas/CaseStudyPage"));
const AttackPage = lazy(() => import("../attack/AttackPage"));
const ReleasesPage = lazy(() => import("../atlas/ReleasesPage"));
const OnePagerPage = lazy(() => import("../awareness/OnePagerPage"));
const ComparePage = lazy(() => import("../atlas/ComparePage"));
const GlossaryPage = lazy(() => import("../glossary/GlossaryPage"));
const ExercisesPage = lazy(() => import("../awareness/ExercisesPage"));
const ExercisePage = lazy(() => import("../awareness/ExercisePage"));
const PlannedExercisePage = lazy(() => import("../awareness/ExercisePage").then((page) => ({ default: page.PlannedExercisePage })));
const QuizPage = lazy(() => import("../awareness/QuizPage"));
const NavigatorPage = lazy(() => import("../navigator/NavigatorPage"));
const FindingsPage = lazy(() => import("../detection/FindingsPage"));
const RulesPage = lazy(() => import("../detection/RulesPage"));
const RulePage = lazy(() => import("../detection/RulePage"));
const IngestPage = lazy(() => import("../telemetry/IngestPage"));
const DecisionsPage = lazy(() => import("../gateway/DecisionsPage"));
const ApprovalsPage = lazy(() => import("../gateway/ApprovalsPage"));
const QuarantinePage = lazy(() => import("../gateway/QuarantinePage"));
const PoliciesPage = lazy(() => import("../gateway/PoliciesPage"));
const PrincipalsPage = lazy(() => import("../gateway/PrincipalsPage"));
const LedgerPage = lazy(() => import("../gateway/LedgerPage"));
const InspectPage = lazy(() => import("../inspect/InspectPage"));
const SystemsPage = lazy(() => import("../system/SystemsPage"));
const SystemPage = lazy(() => import("../system/SystemPage"));
const ChangesPage = lazy(() => import("../system/ChangesPage"));
const ThreatsPage = lazy(() => import("../threat/ThreatsPage"));
const QuestionsPage = lazy(() => import("../threat/QuestionsPage"));
const CoveragePage = lazy(() => import("../coverage/CoveragePage"));
const FrameworksPage = lazy(() => import("../coverage/FrameworksPage"));
const ControlsPage = lazy(() => import("../coverage/ControlsPage"));
const TokensPage = lazy(() => import("../access/TokensPage"));
const AboutPage = lazy(() => import("./AboutPage"));

export function App(props: { api: Api; live: LiveStream }) {
  const { api, live } = props;
  const session = useResource("session", () => api.session());
  const { reload } = session;
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

function Pages() {
  return (
    <Switch>
      <Route path="/">
        <MatrixPage />
      </Route>
      <Route path="/techniques/:id">{({ id }) => <TechniquePage key={id} id={id} />}</Route>
      <Route path="/mitigations/:id">{({ id }) => <MitigationPage key={id} id={id} />}</Route>
      <Route path="/case-studies">
        <CaseStudiesPage />
      </Route>
      <Route path="/case-studies/:id">{({ id }) => <CaseStudyPage key={id} id={id} />}</Route>
      <Route path="/one-pagers/:id">{({ id }) => <OnePagerPage key={id} id={id} />}</Route>
      <Route path="/attack">
        <AttackPage />
      </Route>
      <Route path="/releases">
        <ReleasesPage />
      </Route>
      <Route path="/compare">
        <ComparePage />
      </Route>
      <Route path="/glossary">
        <GlossaryPage />
      </Route>
      <Route path="/exercises">
        <ExercisesPage />
      </Route>
      <Route path="/exercises/new">
        <PlannedExercisePage />
      </Route>
      <Route path="/exercises/:id">{({ id }) => <ExercisePage key={id} id={id} />}</Route>
      <Route path="/quiz">
        <QuizPage />
      </Route>
      <Route path="/navigator/:id?">{({ id }) => <NavigatorPage id={id} />}</Route>
      <Route path="/findings/:id?">{({ id }) => <FindingsPage id={id} />}</Route>
      <Route path="/rules">
        <RulesPage />
      </Route>
      <Route path="/rules/:id">{({ id }) => <RulePage key={id} id={id} />}</Route>
      <Route path="/ingest">
        <IngestPage />
      </Route>
      <Route path="/decisions/:id?">{({ id }) => <DecisionsPage id={id} />}</Route>
      <Route path="/approvals/:id?">{({ id }) => <ApprovalsPage id={id} />}</Route>
      <Route path="/quarantine/:id?">{({ id }) => <QuarantinePage id={id} />}</Route>
      <Route path="/policies">
        <PoliciesPage />
      </Route>
      <Route path="/principals">
        <PrincipalsPage />
      </Route>
      <Route path="/ledger">
        <LedgerPage />
      </Route>
      <Route path="/inspect">
        <InspectPage />
      </Route>
      <Route path="/systems">
        <SystemsPage />
      </Route>
      <Route path="/systems/:id">{({ id }) => <SystemPage key={id} id={id} />}</Route>
      <Route path="/systems/:id/changes">{({ id }) => <ChangesPage key={id} id={id} />}</Route>
      <Route path="/threats">
        <ThreatsPage />
      </Route>
      <Route path="/questions">
        <QuestionsPage />
      </Route>
      <Route path="/coverage">
        <CoveragePage />
      </Route>
      <Route path="/frameworks">
        <FrameworksPage />
      </Route>
      <Route path="/controls">
        <ControlsPage />
      </Route>
      <Route path="/tokens">
        <TokensPage />
      </Route>
      <Route path="/about">
        <AboutPage />
      </Route>
      <Route>
        <NotFound />
      </Route>
    </Switch>
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
