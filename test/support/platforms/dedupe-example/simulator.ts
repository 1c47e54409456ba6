import { createHmac } from 'node:crypto';
import type {
  PlatformSimulation,
  SimulatedFault,
  SimulatedRequest,
  SimulatedResponse,
  SimulatedWorld,
} from '#platform-kit/simulation';
import { isTaken } from '#platform-kit/simulation';

const credentials = { apiToken: 'simulated-dedupe-token', callbackSecret: 'simulated-dedupe-secret' };

/** Steps of a scenario and the events they are called back as. */
const events: Readonly<Record<string, string>> = {
  received: 'notice.received',
  review_started: 'notice.review_started',
  removed: 'clip.removed',
  room_closed: 'room.closed',
  owner_warned: 'owner.warned',
  declined: 'notice.declined',
  reversed: 'decision.reversed',
  something_new: 'weather.changed',
};

/**
 * A made-up platform's API. `POST notices` and `POST appeals` answer 202 with a case number and keep what was filed under
 * its Idempotency-Key; the same key again gives the same answer, with another body a 409. Decisions are called back,
 * signed.
 */
export const simulation: PlatformSimulation = {
  platform: 'dedupe-example',
  credentials,
  mailboxes: {},
  replies: Object.keys(events),
  defaultSteps: [
    { afterMs: 1_000, reply: 'received' },
    { afterMs: 2_000, reply: 'removed' },
  ],

  async onHttp(request, world) {
    if (request.headers.authorization !== `Bearer ${credentials.apiToken}`)
      return json(401, { error: 'token' });
    if (request.method !== 'POST') return json(405, { error: 'method' });
    if (request.path === 'notices') return once(request, world, () => file(request, world));
    if (request.path === 'appeals')
      return once(request, world, () => json(202, { case: `DA-${world.nextNumber()}` }));
    return json(404, { error: 'path' });
  },
};

interface Filed {
  readonly body: string;
  readonly answer: SimulatedResponse;
}

/** Answers a key once and for all; what was not taken is not kept. */
function once(
  request: SimulatedRequest,
  { state }: SimulatedWorld,
  work: () => SimulatedResponse,
): SimulatedResponse {
  const key = request.headers['idempotency-key'];
  if (key === undefined) return json(400, { error: 'idempotency-key' });
  const filed = state.get(`key ${key}`) as Filed | undefined;
  if (filed)
    return filed.body === request.body ? filed.answer : json(409, { error: 'key used for another body' });
  const { fault, ...answer } = work();
  if (isTaken(fault) && answer.status === 202) state.set(`key ${key}`, { body: request.body, answer });
  return { ...answer, ...(fault && { fault }) };
}

function file(request: SimulatedRequest, world: SimulatedWorld): SimulatedResponse {
  const body = objectIn(request.body);
  if (typeof body?.reference !== 'string' || !Array.isArray(body.ids))
    return json(422, { error: 'incomplete' });
  const { reference } = body;
  const number = `DD-${world.nextNumber()}`;
  const fault = world.start(request.body, (reply) => callBack(reply, number, reference, world));
  world.received({ kind: 'notice', text: request.body, body });
  return faultAnswer(fault) ?? { ...json(202, { case: number }), ...(fault && { fault }) };
}

function faultAnswer(fault: SimulatedFault | undefined): SimulatedResponse | undefined {
  if (fault === 'rate_limit')
    return { ...json(429, { error: 'slower' }), headers: { 'retry-after': '3' }, fault };
  return fault === 'quota' ? { ...json(402, { error: 'nothing more today' }), fault } : undefined;
}

async function callBack(
  reply: string,
  number: string,
  reference: string,
  world: SimulatedWorld,
): Promise<void> {
  const at = new Date(world.now()).toISOString();
  const body = JSON.stringify({
    id: `cb-${world.nextNumber()}`,
    case: number,
    reference,
    event: events[reply],
    at,
  });
  const sentAt = String(world.now());
  const signature = createHmac('sha256', credentials.callbackSecret)
    .update(`${sentAt}.${body}`)
    .digest('hex');
  const headers = { 'content-type': 'application/json', 'dedupe-signature': `t=${sentAt},v1=${signature}` };
  await world.sendCallback?.({ headers, body });
}

function json(status: number, body: unknown): SimulatedResponse {
  return { status, headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
}

function objectIn(body: string): Record<string, unknown> | undefined {
  try {
    return JSON.parse(body) as Record<string, unknown>;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
