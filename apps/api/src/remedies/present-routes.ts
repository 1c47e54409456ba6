import type { SubmissionView, TakenRoute, WriteLetter } from '#application';
import {
  remedyOutcomes,
  routeRules,
  type NextRoutes,
  type OfferedRoute,
  type RemedyGuide,
  type RouteCode,
} from '#core';
import { isoTime, isoTimeOrNull } from '../reports/present-report.js';
import type { RemedyBodyDto, RouteDto, RoutesDto, TakenRouteDto } from './remedies.dto.js';

/** What can be done next, with the words and bodies of each route. */
export function presentRoutes(
  { offered, notOffered }: NextRoutes,
  submission: SubmissionView,
  taken: readonly TakenRoute[],
  guide: RemedyGuide,
  letters: WriteLetter,
): RoutesDto {
  const labels = (route: RouteCode) => ({ ...guideOf(guide, route).labels });
  return {
    data: offered.map((each) => presentRoute(each, submission, guide, letters)),
    notOffered: notOffered.map(({ route, reason }) => ({ route, reason, labels: labels(route) })),
    taken: taken.map(presentTaken),
    outcomes: [...remedyOutcomes(submission.remedy)],
  };
}

function presentRoute(
  { route, untilMs, why, needs, bodies }: OfferedRoute,
  submission: SubmissionView,
  guide: RemedyGuide,
  letters: WriteLetter,
): RouteDto {
  const { labels, descriptions, addressee, source } = guideOf(guide, route);
  const ends = new Map(bodies.map((body) => [body.key, body.untilMs]));
  const deciding = [...guide.bodies.values()].filter(
    ({ key, role }) => role === addressee && (role !== 'BODY' || ends.has(key)),
  );
  return {
    ...{ route, why, addressee },
    remedy: routeRules[route].remedy,
    until: isoTimeOrNull(untilMs),
    needs: [...needs],
    letterLanguages: [...letters.languagesOf(route, submission)],
    bodies: deciding.map((body): RemedyBodyDto => {
      const { key, name, country, url, resultWithinDays } = body;
      return {
        ...{ key, name, country, url, resultWithinDays },
        until: isoTimeOrNull(ends.get(key) ?? null),
        notes: { ...body.notes },
        source: { ...body.source },
      };
    }),
    labels: { ...labels },
    descriptions: { ...descriptions },
    source: { ...source },
  };
}

function presentTaken({ route, remedy, body, followedBy, atMs }: TakenRoute): TakenRouteDto {
  return { route, remedy, body, followedBy, at: isoTime(atMs) };
}

function guideOf(guide: RemedyGuide, route: RouteCode) {
  const found = guide.routes.get(route);
  if (!found) throw new Error(`no words for ${route}`);
  return found;
}
