import {
  isDsa,
  nextRoutes,
  routeRules,
  type DescribedCategory,
  type NextRoutes,
  type PlatformManifest,
  type PlatformRouteFacts,
  type RemedyGuide,
  type RouteCode,
  type RouteQuestion,
} from '#core';
import type { PlatformCatalogue } from '../platform-settings.js';
import type { ReportView, SubmissionView } from '../reports/report-view.js';
import type { StaffAct } from '../staff/record-by-staff.js';

/** What was done about a submission before, oldest first. */
export interface TakenRoute {
  /** Null where only the remedy was recorded. */
  readonly route: RouteCode | null;
  readonly remedy: string;
  readonly body: string | null;
  readonly followedBy: string | null;
  readonly atMs: number;
}

export interface RouteInput {
  readonly report: Pick<ReportView, 'category'>;
  readonly submission: SubmissionView;
  readonly taken: readonly TakenRoute[];
  readonly isSystematic: boolean;
}

/** Asks the rules what can still be done about a submission, with what is known of its platform and category. */
export class PlanRoutes {
  constructor(
    private readonly parts: {
      readonly platforms: PlatformCatalogue;
      readonly categories: ReadonlyMap<string, DescribedCategory>;
      readonly remedies: RemedyGuide;
    },
  ) {}

  run(input: RouteInput, nowMs: number): NextRoutes {
    return nextRoutes(this.question(input, input.submission, nowMs));
  }

  /**
   * Takes a route, where it is open under the lock.
   *
   * Refused with `REMEDY.NOT_OFFERED.<reason>`, or `REMEDY.BODY_NEEDED` where several bodies could be meant.
   *
   * @param body key of the out-of-court body
   */
  take(input: RouteInput, route: RouteCode, body: string | null): StaffAct {
    return {
      facts: (state, nowMs) => {
        const { offered, notOffered } = nextRoutes(this.question(input, state, nowMs));
        const open = offered.find((each) => each.route === route);
        if (!open) {
          const reason = notOffered.find((each) => each.route === route)?.reason ?? '';
          return `REMEDY.NOT_OFFERED.${reason}`;
        }
        const isBodyOpen = open.bodies.some(({ key }) => key === body);
        if (open.bodies.length > 0 ? !isBodyOpen : body !== null) return 'REMEDY.BODY_NEEDED';
        return [{ kind: 'remedyMoved', remedy: routeRules[route].remedy }];
      },
      detail: { route, ...(body === null ? {} : { body }) },
    };
  }

  private question(
    { report, submission, taken, isSystematic }: RouteInput,
    state: RouteQuestion['submission'],
    nowMs: number,
  ): RouteQuestion {
    const category = this.parts.categories.get(report.category);
    const manifest = this.parts.platforms.get(submission.platform)?.manifest;
    if (!category || !manifest) throw new Error(`unknown: ${report.category} or ${submission.platform}`);
    return {
      submission: state,
      ...{ regime: submission.regime, dueAtMs: submission.dueAtMs, category, isSystematic, nowMs },
      platform: this.platformFacts(manifest, submission.target.kind),
      taken: taken.flatMap(({ route }) => route ?? []),
    };
  }

  private platformFacts(manifest: PlatformManifest, targetKind: string): PlatformRouteFacts {
    const { bodies, platforms } = this.parts.remedies;
    const guide = platforms.get(manifest.key);
    const hasDsaChannel = manifest.channels.some(
      ({ regimes, accepts }) => regimes.some(isDsa) && (accepts === '*' || accepts.includes(targetKind)),
    );
    const isPrivateSpace = manifest.privateKinds?.includes(targetKind) === true;
    return {
      ...{ isPrivateSpace, hasDsaChannel },
      // Where only some of its services are online platforms, its own channel says which.
      isCovered: manifest.dsaCoverage === 'FULL' || (manifest.dsaCoverage !== 'NONE' && hasDsaChannel),
      hasComments: guide?.commentedKinds.includes(targetKind) === true,
      hasPrivacyProcess: guide?.hasPrivacyProcess === true,
      bodies: [...bodies.values()]
        .filter(({ role, platforms: takes }) => role === 'BODY' && takes.includes(manifest.key))
        .map(({ key, maxDecisionAgeMonths }) => ({ key, maxDecisionAgeMonths })),
    };
  }
}
