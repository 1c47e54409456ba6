import { createHash } from 'node:crypto';
import type { Platform } from '#platform-kit';
import type {
  PlatformSimulation,
  SimulatedMail,
  SimulatedRequest,
  SimulatedResponse,
  SimulatedWorld,
} from '#platform-kit/simulation';
import type { Ledger } from '../../../apps/simulator/src/ledger.js';
import { targetIn } from '../plan/targets.js';
import type { StormAnswers } from './simulator-answers.js';
import type { StormPlaying } from './simulator-playing.js';

/** What the ledger keeps of a notice that came over HTTP: enough to let the platform take it once more. */
interface KeptRequest {
  readonly notice: unknown;
  readonly request: SimulatedRequest;
}

/**
 * A simulation whose accepted notices can be replayed: the ledger keeps the whole request, and numbers depend on the
 * notice alone. An early reply is brought before the notice is answered.
 */
export function remembering(
  simulation: PlatformSimulation,
  playing: StormPlaying,
  answers: StormAnswers,
): PlatformSimulation {
  const { platform } = simulation;
  const written = (world: SimulatedWorld) => ({ now: () => answers.writtenAtMs() ?? world.now() });
  const { onHttp, onMail } = simulation;
  return {
    ...simulation,
    ...(onHttp && {
      onHttp: async (request: SimulatedRequest, world: SimulatedWorld) => {
        const answer = await onHttp.call(simulation, request, {
          ...world,
          ...written(world),
          nextNumber: numbersOf(request.body, answers),
          received: ({ kind, text, body }) => world.received({ kind, text, body: { notice: body, request } }),
        });
        if (answer.status < 300) await playing.beforeAnswer(platform, request.body);
        return soon(answer);
      },
    }),
    ...(onMail && {
      onMail: async (mail: SimulatedMail, world: SimulatedWorld) => {
        const text = `${mail.subject}\n${mail.text}`;
        await onMail.call(simulation, mail, {
          ...world,
          ...written(world),
          nextNumber: numbersOf(text, answers),
        });
        await playing.beforeAnswer(platform, text);
      },
    }),
  };
}

/** A storm has no time for waits of many seconds: whoever asks for one asks for one second. */
function soon(answer: SimulatedResponse): SimulatedResponse {
  return answer.headers?.['retry-after'] === undefined
    ? answer
    : { ...answer, headers: { ...answer.headers, 'retry-after': '1' } };
}

/** What a platform accepted it knows again: every notice of the ledger is taken once more, and its replies go on. */
export async function remember(parts: {
  readonly platforms: readonly Platform[];
  readonly ledger: Ledger;
  readonly playing: StormPlaying;
  readonly answers: StormAnswers;
  readonly stateOf: (platform: string) => Map<string, unknown>;
}): Promise<void> {
  for (const entry of parts.ledger.read()) {
    const found = parts.platforms.find(({ manifest }) => manifest.key === entry.platform);
    if (!found) continue;
    const { simulation } = found;
    const { platform } = simulation;
    // The time of the notice while it is taken, because case numbers may hold it; the true one for what follows.
    let isTaken = false;
    const world = (text: string): SimulatedWorld => ({
      now: () => parts.answers.writtenAtMs() ?? (isTaken ? Date.now() : entry.atMs),
      received: () => undefined,
      start: (said, play) => {
        const target = targetIn(said);
        if (target !== undefined) parts.playing.goOn(platform, target, play, { noticedAtMs: entry.atMs });
        return undefined;
      },
      followedBy: nobodyAnswers,
      sendMail: (mail) => parts.answers.sendMail(platform, mail),
      sendCallback: (callback) => parts.answers.callBack(platform, callback),
      state: parts.stateOf(platform),
      nextNumber: numbersOf(text, parts.answers),
    });
    if (entry.via === 'mail') {
      const mail = entry.body as SimulatedMail;
      const text = `${mail.subject}\n${mail.text}`;
      await simulation.onMail?.(mail, world(text));
    } else {
      const { request } = entry.body as KeptRequest;
      const headers = { ...request.headers, ...(platform === 'youtube' && (await signedIn(found, world))) };
      await simulation.onHttp?.({ ...request, headers }, world(request.body));
    }
    isTaken = true;
  }
}

/** In a storm no question is answered, and nobody is reminded. */
function nobodyAnswers(): never {
  throw new Error('a mail about a notice in a storm');
}

/** Tokens are forgotten with the process; the notice was let in all the same. */
async function signedIn({ simulation }: Platform, world: (text: string) => SimulatedWorld) {
  const { clientId = '', clientSecret = '', refreshToken = '' } = simulation.credentials;
  const body = new URLSearchParams({
    ...{ client_id: clientId, client_secret: clientSecret, refresh_token: refreshToken },
    grant_type: 'refresh_token',
  }).toString();
  const answer = await simulation.onHttp?.(
    { method: 'POST', path: 'oauth2/token', query: {}, headers: {}, body },
    world(body),
  );
  const token = (JSON.parse(answer?.body ?? '{}') as { access_token?: string }).access_token ?? '';
  return { authorization: `Bearer ${token}` };
}

/** Numbers that are the same whenever the same notice is taken, and the same reply written. */
function numbersOf(text: string, answers: StormAnswers): () => number {
  let count = 0;
  const next = () =>
    createHash('sha256')
      .update(`${(count += 1)} ${text}`)
      .digest()
      .readUIntBE(0, 6);
  return () => answers.replyNumber() ?? next();
}
