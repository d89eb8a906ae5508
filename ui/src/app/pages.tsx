import type { ReactNode } from "react";
import { Route, Switch, matchRoute, type RouterObject } from "wouter";
import type { Api } from "../api/client";
import { askForMatrix } from "../atlas/matrixData";
import { NotFound } from "./NotFound";
import { page } from "./page";

const MatrixPage = page(() => import("../atlas/MatrixPage"));
const TechniquePage = page(() => import("../atlas/TechniquePage"));
const MitigationPage = page(() => import("../atlas/MitigationPage"));
const CaseStudiesPage = page(() => import("../atlas/CaseStudiesPage"));
const CaseStudyPage = page(() => import("../atlas/CaseStudyPage"));
const AttackPage = page(() => import("../attack/AttackPage"));
const ReleasesPage = page(() => import("../atlas/ReleasesPage"));
const OnePagerPage = page(() => import("../awareness/OnePagerPage"));
const ComparePage = page(() => import("../atlas/ComparePage"));
const GlossaryPage = page(() => import("../glossary/GlossaryPage"));
const ExercisesPage = page(() => import("../awareness/ExercisesPage"));
const ExercisePage = page(() => import("../awareness/ExercisePage"));
const PlannedExercisePage = page(async () => ({ default: (await import("../awareness/ExercisePage")).PlannedExercisePage }));
const QuizPage = page(() => import("../awareness/QuizPage"));
const NavigatorPage = page(() => import("../navigator/NavigatorPage"));
const FindingsPage = page(() => import("../detection/FindingsPage"));
const RulesPage = page(() => import("../detection/RulesPage"));
const RulePage = page(() => import("../detection/RulePage"));
const IngestPage = page(() => import("../telemetry/IngestPage"));
const DecisionsPage = page(() => import("../gateway/DecisionsPage"));
const ApprovalsPage = page(() => import("../gateway/ApprovalsPage"));
const QuarantinePage = page(() => import("../gateway/QuarantinePage"));
const PoliciesPage = page(() => import("../gateway/PoliciesPage"));
const PrincipalsPage = page(() => import("../gateway/PrincipalsPage"));
const LedgerPage = page(() => import("../gateway/LedgerPage"));
const InspectPage = page(() => import("../inspect/InspectPage"));
const SystemsPage = page(() => import("../system/SystemsPage"));
const SystemPage = page(() => import("../system/SystemPage"));
const ChangesPage = page(() => import("../system/ChangesPage"));
const ThreatsPage = page(() => import("../threat/ThreatsPage"));
const QuestionsPage = page(() => import("../threat/QuestionsPage"));
const CoveragePage = page(() => import("../coverage/CoveragePage"));
const FrameworksPage = page(() => import("../coverage/FrameworksPage"));
const ControlsPage = page(() => import("../coverage/ControlsPage"));
const TokensPage = page(() => import("../access/TokensPage"));
const AboutPage = page(() => import("./AboutPage"));

interface Place {
  path: string;
  page: { load: () => Promise<void> };
  /** How the page shows what the address names. */
  show: (id: string | undefined) => ReactNode;
  /** Asks for the page's data while its code is on the way. */
  ask?: (api: Api, query: URLSearchParams) => void;
}

const PAGES: Place[] = [
  { path: "/", page: MatrixPage, show: () => <MatrixPage />, ask: askForMatrix },
  { path: "/techniques/:id", page: TechniquePage, show: (id = "") => <TechniquePage key={id} id={id} /> },
  { path: "/mitigations/:id", page: MitigationPage, show: (id = "") => <MitigationPage key={id} id={id} /> },
  { path: "/case-studies", page: CaseStudiesPage, show: () => <CaseStudiesPage /> },
  { path: "/case-studies/:id", page: CaseStudyPage, show: (id = "") => <CaseStudyPage key={id} id={id} /> },
  { path: "/one-pagers/:id", page: OnePagerPage, show: (id = "") => <OnePagerPage key={id} id={id} /> },
  { path: "/attack", page: AttackPage, show: () => <AttackPage /> },
  { path: "/releases", page: ReleasesPage, show: () => <ReleasesPage /> },
  { path: "/compare", page: ComparePage, show: () => <ComparePage /> },
  { path: "/glossary", page: GlossaryPage, show: () => <GlossaryPage /> },
  { path: "/exercises", page: ExercisesPage, show: () => <ExercisesPage /> },
  { path: "/exercises/new", page: PlannedExercisePage, show: () => <PlannedExercisePage /> },
  { path: "/exercises/:id", page: ExercisePage, show: (id = "") => <ExercisePage key={id} id={id} /> },
  { path: "/quiz", page: QuizPage, show: () => <QuizPage /> },
  { path: "/navigator/:id?", page: NavigatorPage, show: (id) => <NavigatorPage id={id} /> },
  { path: "/findings/:id?", page: FindingsPage, show: (id) => <FindingsPage id={id} /> },
  { path: "/rules", page: RulesPage, show: () => <RulesPage /> },
  { path: "/rules/:id", page: RulePage, show: (id = "") => <RulePage key={id} id={id} /> },
  { path: "/ingest", page: IngestPage, show: () => <IngestPage /> },
  { path: "/decisions/:id?", page: DecisionsPage, show: (id) => <DecisionsPage id={id} /> },
  { path: "/approvals/:id?", page: ApprovalsPage, show: (id) => <ApprovalsPage id={id} /> },
  { path: "/quarantine/:id?", page: QuarantinePage, show: (id) => <QuarantinePage id={id} /> },
  { path: "/policies", page: PoliciesPage, show: () => <PoliciesPage /> },
  { path: "/principals", page: PrincipalsPage, show: () => <PrincipalsPage /> },
  { path: "/ledger", page: LedgerPage, show: () => <LedgerPage /> },
  { path: "/inspect", page: InspectPage, show: () => <InspectPage /> },
  { path: "/systems", page: SystemsPage, show: () => <SystemsPage /> },
  { path: "/systems/:id", page: SystemPage, show: (id = "") => <SystemPage key={id} id={id} /> },
  { path: "/systems/:id/changes", page: ChangesPage, show: (id = "") => <ChangesPage key={id} id={id} /> },
  { path: "/threats", page: ThreatsPage, show: () => <ThreatsPage /> },
  { path: "/questions", page: QuestionsPage, show: () => <QuestionsPage /> },
  { path: "/coverage", page: CoveragePage, show: () => <CoveragePage /> },
  { path: "/frameworks", page: FrameworksPage, show: () => <FrameworksPage /> },
  { path: "/controls", page: ControlsPage, show: () => <ControlsPage /> },
  { path: "/tokens", page: TokensPage, show: () => <TokensPage /> },
  { path: "/about", page: AboutPage, show: () => <AboutPage /> },
];

/** Loads the page of an address, beside whatever else is loaded before it can be shown. */
export async function loadPageAt(router: RouterObject, address: string): Promise<void> {
  await placeAt(router, address)?.page.load();
}

/** Asks for what the page of an address shows, beside its code. */
export function askForDataAt(router: RouterObject, { pathname, search }: Location, api: Api): void {
  placeAt(router, pathname)?.ask?.(api, new URLSearchParams(search));
}

function placeAt({ parser }: RouterObject, address: string): Place | undefined {
  return PAGES.find(({ path }) => matchRoute(parser, path, address)[0]);
}

export function Pages() {
  return (
    <Switch>
      {PAGES.map(({ path, show }) => (
        <Route key={path} path={path}>
          {({ id }: { id?: string }) => show(id)}
        </Route>
      ))}
      <Route>
        <NotFound />
      </Route>
    </Switch>
  );
}
