import type {
  PlatformSimulation,
  SimulatedFault,
  SimulatedRequest,
  SimulatedResponse,
  SimulatedWorld,
} from '#platform-kit/simulation';
import { isTaken } from '#platform-kit/simulation';

interface Kept {
  readonly number: string;
  readonly reference: string;
  readonly item: string;
  status: string;
  changedAt: string;
}

const credentials = { apiKey: 'simulated-lookup-key' };

/**
 * A made-up platform's API.
 *
 *   POST v1/notices              files a notice: 201
 *   GET  v1/notices?reference=   our notices with that reference
 *   GET  v1/notices/{number}     one of them
 *   POST v1/answers, v1/complaints  more about one of them: 202
 *   GET  v1/items/{id}           who can see an item
 */
export const simulation: PlatformSimulation = {
  platform: 'lookup-example',
  credentials,
  mailboxes: {},
  replies: ['in_review', 'needs_information', 'removed', 'limited', 'kept', 'gone', 'reappear'],
  defaultSteps: [
    { afterMs: 1_000, reply: 'in_review' },
    { afterMs: 2_000, reply: 'removed' },
  ],

  async onHttp(request, world) {
    if (request.headers['x-api-key'] !== credentials.apiKey) return json(401, { error: 'unknown_key' });
    const [version, folder, name] = request.path.split('/');
    const route =
      version === 'v1' ? `${request.method} ${folder ?? ''}${name === undefined ? '' : '/*'}` : '';
    switch (route) {
      case 'POST notices':
        return file(request, world);
      case 'GET notices':
        return json(200, {
          notices: all(world).filter(({ reference }) => reference === request.query.reference),
        });
      case 'GET notices/*':
        return one(
          all(world).find(({ number }) => number === name),
          200,
        );
      case 'POST answers':
        return change(request, world, 'in_review');
      case 'POST complaints':
        return change(request, world, 'in_review');
      case 'GET items/*':
        return json(200, {
          visible: world.state.get(`item ${decodeURIComponent(name ?? '')}`) ?? 'everywhere',
        });
      default:
        return json(404, { error: 'not_found' });
    }
  },
};

function file(request: SimulatedRequest, world: SimulatedWorld): SimulatedResponse {
  const body = objectIn(request.body);
  const item = body?.item as { id?: unknown } | undefined;
  if (typeof body?.reference !== 'string' || typeof item?.id !== 'string' || typeof body.reason !== 'string')
    return json(422, { error: 'incomplete' });
  const text = JSON.stringify(body);
  const changedAt = new Date(world.now()).toISOString();
  const kept: Kept = {
    number: `LX${world.nextNumber()}`,
    reference: body.reference,
    item: item.id,
    status: 'open',
    changedAt,
  };
  const fault = world.start(text, async (reply) => play(reply, kept, world));
  world.received({ kind: 'notice', text, body });
  if (isTaken(fault)) world.state.set('notices', [...all(world), kept]);
  return faultAnswer(fault) ?? { ...one(kept, 201), ...(fault && { fault }) };
}

function faultAnswer(fault: SimulatedFault | undefined): SimulatedResponse | undefined {
  if (fault === 'rate_limit')
    return { ...json(429, { error: 'slow_down' }), headers: { 'retry-after': '7' } };
  return fault === 'quota' ? json(429, { error: 'daily_limit' }) : undefined;
}

function play(reply: string, kept: Kept, world: SimulatedWorld): void {
  const item = `item ${kept.item}`;
  if (reply === 'removed' || reply === 'gone') world.state.set(item, 'nowhere');
  if (reply === 'limited') world.state.set(item, 'limited');
  if (reply === 'reappear') world.state.set(item, 'everywhere');
  else setStatus(kept, reply, world);
}

function change(request: SimulatedRequest, world: SimulatedWorld, status: string): SimulatedResponse {
  const reference = objectIn(request.body)?.reference;
  const kept = all(world).find((each) => each.reference === reference);
  if (kept) setStatus(kept, status, world);
  return one(kept, 202);
}

function setStatus(kept: Kept, status: string, world: SimulatedWorld): void {
  kept.status = status;
  kept.changedAt = new Date(world.now()).toISOString();
}

function all({ state }: SimulatedWorld): readonly Kept[] {
  return (state.get('notices') as readonly Kept[] | undefined) ?? [];
}

function one(kept: Kept | undefined, status: number): SimulatedResponse {
  return kept ? json(status, kept) : json(404, { error: 'not_found' });
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
