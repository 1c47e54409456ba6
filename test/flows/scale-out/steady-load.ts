import { randomUUID } from 'node:crypto';
import { Agent, request } from 'node:https';

export interface LoadTarget {
  readonly url: string;
  /** Authority of its certificate, in PEM. */
  readonly certificate: string;
  readonly apiKey: string;
}

export interface Answer {
  readonly status: number;
  readonly body: string;
}

/** A client that tries nothing again, over connections that it keeps. */
export function patientClient({ url, certificate, apiKey }: LoadTarget) {
  const agent = new Agent({ keepAlive: true, ca: certificate });
  return {
    ask: (method: string, place: string, body?: object, headers: Record<string, string> = {}) =>
      new Promise<Answer>((resolve, reject) => {
        const asked = request(`${url}${place}`, {
          ...{ agent, method },
          headers: {
            authorization: `Bearer ${apiKey}`,
            ...(body ? { 'content-type': 'application/json' } : {}),
            ...headers,
          },
        });
        asked.on('error', reject).on('response', (response) => {
          let text = '';
          response
            .setEncoding('utf8')
            .on('data', (part: string) => (text += part))
            .on('error', reject)
            .on('end', () => resolve({ status: response.statusCode ?? 0, body: text }));
        });
        asked.end(body ? JSON.stringify(body) : undefined);
      }),
    close: () => agent.destroy(),
  };
}

export interface LoadFigures {
  readonly requests: number;
  readonly perSecond: number;
  /** What was asked and what came instead of its answer. */
  readonly failed: readonly string[];
  /** References of the reports that were answered 201. */
  readonly filed: readonly string[];
  readonly medianMs: number;
  readonly p99Ms: number;
  readonly slowestMs: number;
}

/** Reports, lists, what a pasted address is; every tenth request files a report under a key of its own. */
function requestOf(number: number): readonly [method: string, place: string, status: number, body?: object] {
  if (number % 10 === 0) return ['POST', '/v1/reports', 201, aReport(number)];
  const input = `https://www.facebook.com/synthetic.example/posts/${number}`;
  if (number % 10 === 1) return ['POST', '/v1/targets/resolve', 200, { inputs: [input] }];
  const place = ['/v1/reports?limit=10', '/v1/platforms', '/v1/webhooks/endpoints'][number % 3] ?? '';
  return ['GET', place, 200];
}

export function aReport(number: number): object {
  const input = `https://www.facebook.com/synthetic.example/posts/${1_000_000_000_000_000 + number}`;
  return {
    category: 'CYBERBULLYING',
    targets: [{ input }],
    explanation: 'Synthetic explanation.',
    goodFaith: true,
    caller: { role: 'PARENT' },
    language: 'en',
  };
}

/** While so many are open nothing more is asked: on a machine that is busy otherwise it is less often, and never caught up. */
const mostAtOnce = 60;

/** Asks so often a second, whether or not what was asked before is answered, while `isGoing` says so. */
export async function steadyLoad(
  target: LoadTarget,
  perSecond: number,
  isGoing: () => boolean,
): Promise<LoadFigures> {
  const client = patientClient(target);
  const [failed, filed, tookMs]: [string[], string[], number[]] = [[], [], []];
  let open = 0;
  const askOne = async (number: number) => {
    open += 1;
    const [method, place, status, body] = requestOf(number);
    const key = method === 'POST' && place === '/v1/reports' ? { 'idempotency-key': randomUUID() } : {};
    const askedMs = performance.now();
    try {
      const answer = await client.ask(method, place, body, key);
      if (answer.status !== status)
        failed.push(`${method} ${place}: ${answer.status} ${answer.body.slice(0, 200)}`);
      else if (status === 201) filed.push((JSON.parse(answer.body) as { reference: string }).reference);
    } catch (error) {
      failed.push(`${method} ${place}: ${String(error)}`);
    }
    tookMs.push(performance.now() - askedMs);
    open -= 1;
  };
  const beganMs = performance.now();
  const asked: Promise<void>[] = [];
  let leftOut = 0;
  await new Promise<void>((resolve) => {
    const timer = setInterval(() => {
      // As many as are due by now: a timer may be late, and then several are.
      const due = ((performance.now() - beganMs) / 1_000) * perSecond;
      while (asked.length + leftOut < due)
        if (open < mostAtOnce) asked.push(askOne(asked.length));
        else leftOut += 1;
      if (isGoing()) return;
      clearInterval(timer);
      resolve();
    }, 1_000 / perSecond);
  });
  await Promise.all(asked);
  const tookSeconds = (performance.now() - beganMs) / 1_000;
  client.close();
  tookMs.sort((a, b) => a - b);
  const at = (share: number) => Math.round(tookMs[Math.floor(share * (tookMs.length - 1))] ?? 0);
  return {
    ...{ requests: asked.length, perSecond: Math.round(asked.length / tookSeconds), failed, filed },
    ...{ medianMs: at(0.5), p99Ms: at(0.99), slowestMs: at(1) },
  };
}
