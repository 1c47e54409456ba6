import { ApiUnreachable, type Report, type ReportEvent } from '#client';
import { reportFirst, type FirstReportClient } from './first-report.js';
import { expectedAttention, expectedStatus, expectedWords } from './outcomes.js';
import type { Scenario } from './simulator.js';

type Platform = keyof typeof expectedWords;
type Step = Partial<Record<Platform, Report['submissions'][number]['word']>>;

const platforms = Object.keys(expectedWords) as Platform[];
const { facebook: _, ...allButFacebook } = expectedWords;

/**
 * An API in memory. Each look at the report moves it one step on; a look as staff makes Facebook's part gone.
 */
class ApiInMemory implements FirstReportClient {
  readonly looks: string[] = [];
  reports = 0;
  private readonly words = new Map<Platform, Report['submissions'][number]['word']>();
  private readonly events: ReportEvent[] = [];

  constructor(private readonly steps: (Step | Error)[]) {}

  reportPage: FirstReportClient['reportPage'] = () =>
    Promise.resolve({ data: Array.from({ length: this.reports }, () => ({})) as never[], nextCursor: null });

  resolveTargets: FirstReportClient['resolveTargets'] = (inputs) =>
    Promise.resolve(
      inputs.map((input) => {
        const platform = platforms.find((each) => input.includes(each));
        return {
          input,
          outcome: 'resolved',
          ...(platform ? { platform, key: `${platform}:synthetic` } : {}),
        };
      }),
    );

  fileReport: FirstReportClient['fileReport'] = ({ targets }) => {
    this.reports += 1;
    for (const { input } of targets) {
      const platform = platforms.find((each) => input.includes(each));
      if (platform) this.words.set(platform, 'queued');
    }
    return Promise.resolve(this.report());
  };

  readReport: FirstReportClient['readReport'] = () => {
    const step = this.steps.shift() ?? {};
    if (step instanceof Error) return Promise.reject(step);
    this.move(step);
    return Promise.resolve(this.report());
  };

  recordVerification: FirstReportClient['recordVerification'] = (submissionId, { seen }) => {
    this.looks.push(`${submissionId} ${seen}`);
    this.move({ facebook: 'gone_verified' });
    return Promise.resolve(this.report());
  };

  followReport: FirstReportClient['followReport'] = (_id, options) => this.follow(options?.signal);

  reportEvents: FirstReportClient['reportEvents'] = () => this.stored();

  /** Brings the first event live and then falls silent. */
  private async *follow(signal: AbortSignal | undefined): AsyncGenerator<ReportEvent> {
    yield* this.events.slice(0, 1);
    if (!signal?.aborted) await new Promise((resolve) => signal?.addEventListener('abort', resolve));
  }

  private async *stored(): AsyncGenerator<ReportEvent> {
    yield* await Promise.resolve(this.events);
  }

  private move(step: Step): void {
    for (const [platform, word] of Object.entries(step) as [Platform, NonNullable<Step[Platform]>][]) {
      const event = {
        platform,
        word,
        previousWord: this.words.get(platform),
        sequence: this.events.length + 1,
      };
      this.events.push({
        ...event,
        timestamp: '2026-11-23T12:00:00.000Z',
        type: 'submission.decided',
      } as ReportEvent);
      this.words.set(platform, word);
    }
  }

  private report(): Report {
    const submissions = [...this.words].map(([platform, word]) => ({
      id: `sub_${platform}`,
      platform,
      word,
    }));
    const isThere = submissions.every(({ platform, word }) => word === expectedWords[platform]);
    const end = { status: expectedStatus, attention: expectedAttention };
    return {
      id: 'rep_1',
      reference: 'UF-2026-000001',
      status: 'IN_PROGRESS',
      attention: [],
      ...(isThere ? end : {}),
      submissions: submissions.map((each) => ({
        ...each,
        delivery: 'SENT',
        decision: 'NONE',
        verification: 'UNCHECKED',
        externalRef: null,
      })),
    } as unknown as Report;
  }
}

async function run(client: ApiInMemory, timeoutMs = 60_000) {
  const scenarios: Scenario[] = [];
  const said: string[] = [];
  const reference = await reportFirst({
    client,
    setScenario: (scenario) => Promise.resolve(void scenarios.push(scenario)),
    say: (text) => said.push(text),
    signal: new AbortController().signal,
    timeoutMs,
    lookEveryMs: 0,
  });
  return { reference, scenarios, said: said.join('\n') };
}

it('files one report with five platforms, each with a scenario of its own', async () => {
  const { reference, scenarios } = await run(new ApiInMemory([allButFacebook, { facebook: 'removed' }]));
  expect(reference).toBe('UF-2026-000001');
  const keys = scenarios.map(({ match }) => match.key);
  expect(keys.toSorted()).toEqual(platforms.map((each) => `${each}:synthetic`).toSorted());
});

it('looks as staff once Facebook says removed, and only then', async () => {
  const client = new ApiInMemory([{ facebook: 'acknowledged' }, allButFacebook, { facebook: 'removed' }]);
  const { said } = await run(client);
  expect(client.looks).toEqual(['sub_facebook GONE']);
  expect(said).not.toContain('Not as expected');
});

it('shows every event once, also those after the live view', async () => {
  const { said } = await run(new ApiInMemory([allButFacebook, { facebook: 'removed' }]));
  for (const word of [...Object.values(expectedWords), 'removed']) {
    expect(said.match(new RegExp(`→ ${word}\\b`, 'g'))).toHaveLength(1);
  }
});

it('goes on where the API is away for a moment', async () => {
  const away = new ApiUnreachable('http://127.0.0.1:3000', 'ECONNREFUSED');
  const { said } = await run(new ApiInMemory([away, allButFacebook, { facebook: 'removed' }]));
  expect(said).not.toContain('Not as expected');
});

it('says what is missing when the time is over', async () => {
  const { youtube: _youtube, ...others } = allButFacebook;
  const { said } = await run(new ApiInMemory([{ ...others, facebook: 'removed' }]), 0);
  expect(said).toContain('youtube is queued, expected restricted');
  expect(said).not.toContain('whatsapp is');
});

it('files nothing into a database that holds a report', async () => {
  const client = new ApiInMemory([]);
  client.reports = 1;
  const { reference, scenarios } = await run(client);
  expect([reference, scenarios, client.reports]).toEqual([undefined, [], 1]);
});
