import fs from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import type { NoticeRequest, PlatformMessage, PreparedHandoff, Reading } from '#application';
import type { Platform } from '../platform.js';
import { anAttempt } from './contract-sending.js';
import type { HostSettings, SimulationHost } from './simulation-host.js';

/** A notice as a fixture writes it: the channel by its id, and what is usual left out. */
type NoticeFixture = Omit<NoticeRequest, 'channel' | Usual> &
  Partial<Pick<NoticeRequest, Usual>> & { readonly channel: string };
type Usual = 'legalBases' | 'removedBefore';

interface GoldenNotice {
  readonly notice: NoticeFixture;
  readonly sent: unknown;
}
interface GoldenHandoff {
  readonly notice: NoticeFixture;
  readonly handoff: PreparedHandoff;
}
interface GoldenReply {
  readonly message: PlatformMessage;
  readonly reading: Reading;
}

/**
 * What we send is what was reviewed, and recorded answers keep their meaning.
 *
 * Fixtures are JSON, one case a file, all synthetic:
 *   notices/   { about, notice, sent }       `sent` as it crosses the wire
 *   handoffs/  { about, notice, handoff }
 *   replies/   { about, message, reading }
 * With UPDATE_GOLDEN=1 the second half of each file is written anew, to be reviewed before it is committed.
 */
export function describeGolden(
  platform: Platform,
  folder: URL,
  start: (settings?: HostSettings) => Promise<SimulationHost>,
): void {
  describe('its fixtures', () => {
    const onHost = async <T>(work: (host: SimulationHost) => Promise<T>): Promise<T> => {
      const host = await start();
      try {
        return await work(host);
      } finally {
        await host.close();
      }
    };

    for (const { name, golden, file } of casesIn<GoldenNotice>(folder, 'notices')) {
      it(`send the notice ${name} as reviewed`, () =>
        onHost(async (host) => {
          await platform.createAdapter(host.connection).submit(noticeOf(platform, golden.notice), anAttempt);
          const sent = host.wire.filter(({ isNotice }) => isNotice).map(({ request }) => reviewed(request));
          expect(kept({ ...golden, sent }, file).sent).toEqual(sent);
        }));
    }

    for (const { name, golden, file } of casesIn<GoldenHandoff>(folder, 'handoffs')) {
      it(`prepare the hand-off ${name} as reviewed`, () =>
        onHost(async (host) => {
          const adapter = platform.createAdapter(host.connection);
          const handoff = adapter.prepareHandoff(noticeOf(platform, golden.notice));
          expect(kept({ ...golden, handoff }, file).handoff).toEqual(handoff);
        }));
    }

    for (const { name, golden, file } of casesIn<GoldenReply>(folder, 'replies')) {
      it(`read the reply ${name} as reviewed`, () =>
        onHost(async (host) => {
          const reading = platform.createAdapter(host.connection).readReply?.(golden.message);
          expect(kept({ ...golden, reading }, file).reading).toEqual(reading);
        }));
    }

    it('are there for whatever the platform does', () => {
      expect(casesIn(folder, 'notices').length + casesIn(folder, 'handoffs').length).toBeGreaterThan(0);
      if (platform.manifest.abilities.includes('readReply'))
        expect(casesIn(folder, 'replies')).not.toEqual([]);
    });
  });
}

interface GoldenCase<T> {
  readonly name: string;
  readonly golden: T;
  readonly file: URL;
}

function casesIn<T>(folder: URL, kind: string): GoldenCase<T>[] {
  const place = new URL(`${kind}/`, folder);
  if (!fs.existsSync(place)) return [];
  const names = fs.readdirSync(place).filter((name) => name.endsWith('.json'));
  return names.sort().map((name) => {
    const file = new URL(name, place);
    return {
      name: name.slice(0, -'.json'.length),
      golden: JSON.parse(fs.readFileSync(file, 'utf8')) as T,
      file,
    };
  });
}

/** What the file holds; first written anew where that was asked for. */
function kept<T>(now: T, file: URL): T {
  if (process.env.UPDATE_GOLDEN === '1') fs.writeFileSync(file, `${JSON.stringify(now, null, 2)}\n`);
  return JSON.parse(fs.readFileSync(file, 'utf8')) as T;
}

function noticeOf({ manifest }: Platform, fixture: NoticeFixture): NoticeRequest {
  const channel = manifest.channels.find(({ id }) => id === fixture.channel);
  if (channel === undefined) throw new Error(`no channel ${fixture.channel}`);
  return { legalBases: [], removedBefore: null, ...fixture, channel };
}

/** What a reviewer looks at: not the token, the host or the connection headers. */
function reviewed({ headers: _headers, ...request }: Readonly<Record<string, unknown>>): unknown {
  return JSON.parse(JSON.stringify(request));
}
