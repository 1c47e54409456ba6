import {
  type PlatformSimulation,
  type SimulatedFault,
  type SimulatedRequest,
  type SimulatedResponse,
  type SimulatedWorld,
} from '#platform-kit/simulation';
import { formReplies, takeForm } from './simulated-forms.js';
import { googleError, issueToken, objectIn, refuseToken, simulatedCredentials } from './simulated-google.js';
import { isReason, listReasons } from './simulated-reasons.js';
import { listVideos, standingAfter, standingOf, takeEffect } from './simulated-videos.js';

/**
 * A stand-in of YouTube's Data API v3 and of Google's token endpoint, written from Google's description of them.
 *
 *   POST oauth2/token                refresh-token flow
 *   GET  v3/videoAbuseReportReasons  part, hl
 *   POST v3/videos/reportAbuse       204; takes effect later, by the scenario
 *   GET  v3/videos                   part, id
 *   POST forms/<channel>             a form that a person handed in; answered by mail
 *
 * Every well-formed video id exists and is public until a scenario says otherwise.
 * Sources: developers.google.com/youtube/v3/docs, developers.google.com/identity/protocols/oauth2/web-server, read on
 * 2026-11-23.
 */
export const simulation: PlatformSimulation = {
  platform: 'youtube',
  credentials: simulatedCredentials,
  mailboxes: {},
  replies: [...new Set([...Object.keys(standingAfter), 'reasons_renumbered', ...formReplies])],
  defaultSteps: [{ afterMs: 60_000, reply: 'region_blocked' }],

  async onHttp(request, world) {
    if (request.method === 'POST' && request.path.startsWith('forms/')) return takeForm(request, world);
    const route = routes.find(({ method, path }) => method === request.method && path === request.path);
    return route
      ? route.answer(request, world)
      : googleError(404, 'notFound', 'global', 'Not Found', 'NOT_FOUND');
  },
};

type Answer = (request: SimulatedRequest, world: SimulatedWorld) => SimulatedResponse;

const routes: readonly { readonly method: string; readonly path: string; readonly answer: Answer }[] = [
  { method: 'POST', path: 'oauth2/token', answer: issueToken },
  { method: 'GET', path: 'v3/videoAbuseReportReasons', answer: listReasons },
  { method: 'POST', path: 'v3/videos/reportAbuse', answer: reportAbuse },
  { method: 'GET', path: 'v3/videos', answer: listVideos },
];

function reportAbuse(request: SimulatedRequest, world: SimulatedWorld): SimulatedResponse {
  const refusal = refuseToken(request, world);
  if (refusal) return refusal;
  const report = objectIn(request.body);
  if (report === undefined)
    return googleError(400, 'parseError', 'global', 'Parse Error', 'INVALID_ARGUMENT');
  const { videoId, reasonId, secondaryReasonId, comments } = report;
  if (typeof videoId !== 'string' || typeof reasonId !== 'string')
    return googleError(400, 'required', 'global', 'Required', 'INVALID_ARGUMENT');
  if (!isReason(reasonId, secondaryReasonId, world))
    return googleError(
      400,
      'invalidAbuseReason',
      'youtube.video',
      'The request contained an unexpected value for the reasonId property or an invalid combination of values.',
      'INVALID_ARGUMENT',
    );
  if (standingOf(videoId, world) === 'absent')
    return googleError(404, 'videoNotFound', 'youtube.video', 'The video cannot be found.', 'NOT_FOUND');

  const text = `${videoId} ${typeof comments === 'string' ? comments : ''}`;
  const fault = world.start(text, async (reply) => play(reply, videoId, world));
  world.received({ kind: 'videos.reportAbuse', text, body: report });
  return faultAnswer(fault) ?? { status: 204, ...(fault && { fault }) };
}

function play(reply: string, videoId: string, world: SimulatedWorld): void {
  if (reply === 'reasons_renumbered') world.state.set('reasons', 'renumbered');
  else takeEffect(reply, videoId, world);
}

/** Google's own refusals; faults of the connection itself are left to the simulator. */
function faultAnswer(fault: SimulatedFault | undefined): SimulatedResponse | undefined {
  if (fault === 'rate_limit')
    return googleError(
      400,
      'rateLimitExceeded',
      'youtube.video',
      'The user has sent too many reports in a given timeframe.',
      'INVALID_ARGUMENT',
    );
  if (fault === 'quota')
    return googleError(
      403,
      'quotaExceeded',
      'youtube.quota',
      'The request cannot be completed because you have exceeded your quota.',
      'PERMISSION_DENIED',
    );
  return undefined;
}
