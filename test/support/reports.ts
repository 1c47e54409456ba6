import type { House } from './house.js';

let count = 0;

/** Files a synthetic report over the API; without targets of its own, one on Instagram unlike any before. */
export async function fileReport(
  { request }: House,
  {
    inputs = [`https://www.instagram.com/p/Synth${String((count += 1)).padStart(6, '0')}/`],
    locator,
    ...more
  }: {
    readonly inputs?: readonly string[];
    /** What else helps to find each of them. */
    readonly locator?: string;
    readonly category?: string;
    /** Channel to take, by platform. */
    readonly channels?: Readonly<Record<string, string>>;
    readonly explanation?: string;
  } = {},
): Promise<{ id: string; reference: string }> {
  const { status, body } = await request<{ id: string; reference: string }>('POST', '/v1/reports', {
    category: 'CYBERBULLYING',
    targets: inputs.map((input) => ({ input, ...(locator !== undefined && { locator }) })),
    explanation: 'Synthetic explanation.',
    goodFaith: true,
    caller: { role: 'PARENT' },
    language: 'en',
    ...more,
  });
  if (status !== 201) throw new Error(`not filed: ${JSON.stringify(body)}`);
  return body;
}
