import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { datedSections, platformCatalogue, platforms } from '#platforms';
import { ConfigError, LiveConfig, loadCheckedConfig, platformSettings } from './index.js';

const manifests = platforms.map(({ manifest }) => manifest);
const key = Buffer.alloc(32, 7).toString('base64');

const credentials = Object.fromEntries(
  manifests.find((each) => each.key === 'youtube')!.credentials.map(({ name }) => [name, 'synthetic']),
);

let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'uniflag-live-'))));
afterEach(() => rmSync(folder, { recursive: true }));

const write = (settings: string, channels = '') => {
  writeFileSync(join(folder, 'channels.yaml'), channels);
  writeFileSync(
    join(folder, 'own.yaml'),
    `${settings}\nchannels: { overlay: ${join(folder, 'channels.yaml')} }\n`,
  );
};
const open = () => {
  const env = {
    UNIFLAG_CONFIG: join(folder, 'own.yaml'),
    UNIFLAG_DATABASE__URL: 'postgres://nobody@db.example/none',
    UNIFLAG_SECURITY__WRAPPING_KEY: key,
    UNIFLAG_SECURITY__CONTENT_KEY: key,
  };
  const live = new LiveConfig(() => loadCheckedConfig({ env }, manifests), manifests);
  // As API and worker are wired, once.
  const configured = (platform: string) => platformSettings(live.config.platforms, platform);
  const sectionOf = datedSections(platforms, configured, live.channelChanges, Date.now);
  return { live, sectionOf, catalogue: platformCatalogue(platforms, sectionOf, live.channelChanges) };
};

describe('the configuration of a running process', () => {
  it('takes over other settings of platforms and other addresses of channels, without a start', () => {
    write('platforms: { snapchat: { noticesPerMinute: 5 } }');
    const { live, sectionOf, catalogue } = open();
    expect(catalogue.get('snapchat')?.noticesPerMinute).toBe(5);
    expect(catalogue.get('youtube')?.hasCredentials).toBe(false);

    write(
      `platforms: { snapchat: { noticesPerMinute: 9 }, youtube: { credentials: ${JSON.stringify(credentials)} } }`,
      'snapchat: { snap-partner: { address: desk@partner.example, isUsable: true } }',
    );
    const { changed, needsRestart } = live.reload();
    expect([changed, needsRestart]).toEqual([['platforms', 'channels'], []]);
    expect(catalogue.get('snapchat')?.noticesPerMinute).toBe(9);
    expect(catalogue.get('snapchat')?.records.get('snap-partner')?.address).toBe('desk@partner.example');
    expect(sectionOf('snapchat').mailboxes['snap-partner']).toBe('desk@partner.example');
    expect(sectionOf('youtube').credentials).toEqual(credentials);
    expect(catalogue.get('youtube')?.hasCredentials).toBe(true);
    expect(live.reload()).toEqual({ changed: [], needsRestart: [] });
  });

  it('holds as before where anything is wrong with what it reads', () => {
    write('platforms: { snapchat: { noticesPerMinute: 5 } }');
    const { live, catalogue } = open();
    write('platforms: { snapchat: { noticesPerMinute: 9 }, myspace: {} }\nlog: { level: loud }');
    expect(() => live.reload()).toThrow(ConfigError);
    expect(catalogue.get('snapchat')?.noticesPerMinute).toBe(5);
    write('platforms: { snapchat: { noticesPerMinute: 9 } }', 'snapchat: { none: {} }');
    expect(() => live.reload()).toThrow('none names no channel');
    expect(catalogue.get('snapchat')?.noticesPerMinute).toBe(5);
  });

  it('says what changed and holds from the next start only', () => {
    write('log: { level: warn }');
    const { live } = open();
    write('log: { level: error }\nworker: { leaseMs: 45s }');
    expect(live.reload()).toEqual({ changed: ['worker', 'log'], needsRestart: ['worker', 'log'] });
    expect(live.config.log.level).toBe('warn');
    expect(live.reload().needsRestart).toEqual(['worker', 'log']);
  });
});
