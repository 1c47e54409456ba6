import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { platforms } from '#platforms';
import { startSimulator, type RunningSimulator } from '../../apps/simulator/src/simulator.js';

interface Answer {
  readonly status?: number;
  readonly data?: Record<string, unknown> | '';
  readonly refused?: number;
  readonly reason?: string;
  readonly message?: string;
}

/**
 * Google's own client in a process of its own (Jest cannot load it), unchanged but for the addresses: if it is content,
 * the stand-in speaks as Google does.
 */
describe('Google’s own YouTube client', () => {
  const { simulation } = platforms.find(({ manifest }) => manifest.key === 'youtube')!;
  let simulator: RunningSimulator;
  let answers: Readonly<Record<string, Answer>>;

  beforeAll(async () => {
    simulator = await startSimulator({
      platforms: [simulation],
      host: '127.0.0.1',
      httpPort: 0,
      smtpPort: 0,
      replyTo: { host: '127.0.0.1', port: 1 },
    });
    const scenario = {
      platform: 'youtube',
      match: { key: 'youtube:video:SyntheticV1' },
      steps: [{ afterMs: 0, reply: 'region_blocked' }],
    };
    await fetch(`${simulator.httpUrl}/_scenario`, { method: 'PUT', body: JSON.stringify(scenario) });
    const script = fileURLToPath(new URL('./google-client.mjs', import.meta.url));
    const { stdout } = await promisify(execFile)(process.execPath, [
      script,
      simulator.httpUrl,
      'SyntheticV1',
    ]);
    answers = JSON.parse(stdout) as typeof answers;
  }, 60_000);
  afterAll(() => simulator.close());

  it('lists the reasons', () => {
    expect(answers.reasons).toMatchObject({
      status: 200,
      data: {
        items: [
          { id: 'N', snippet: { secondaryReasons: [{ id: '32' }, { id: '33' }, { id: '34' }] } },
          { id: 'S' },
          { id: 'V' },
        ],
      },
    });
  });

  it('flags a video, once', () => {
    expect(answers.flagged).toEqual({ status: 204, data: '' });
    expect(simulator.received('youtube').map(({ body }) => body)).toEqual([
      {
        videoId: 'SyntheticV1',
        reasonId: 'V',
        secondaryReasonId: '37',
        comments: 'synthetic',
        language: 'fr',
      },
    ]);
  });

  it('looks the video up with an API key, and sees what became of it', () => {
    expect(answers.before).toMatchObject({
      data: { items: [{ id: 'SyntheticV1', status: { privacyStatus: 'public' } }] },
    });
    expect(JSON.stringify(answers.before)).not.toContain('regionRestriction');
    const regionRestriction = { blocked: expect.arrayContaining(['BE']) as unknown };
    expect(answers.after).toMatchObject({ data: { items: [{ contentDetails: { regionRestriction } }] } });
    expect(answers.noSuchVideo).toMatchObject({ status: 200, data: { items: [] } });
  });

  it.each([
    ['unknownReason', 400, 'invalidAbuseReason'],
    ['foreignSecondary', 400, 'invalidAbuseReason'],
    ['flagOfNothing', 404, 'videoNotFound'],
    ['wrongRefreshToken', 400, 'invalid_grant'],
    ['keyInPlaceOfToken', 401, 'required'],
    ['wrongKey', 400, 'badRequest'],
  ])('understands the refusal of %s: %d %s', (name, refused, reason) => {
    expect(answers[name]).toMatchObject({ refused, reason });
  });
});
