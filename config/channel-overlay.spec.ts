import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { platforms } from '#platforms';
import { ConfigError, loadChannelOverlay } from './index.js';

const manifests = platforms.map(({ manifest }) => manifest);

describe('the overlay of channels', () => {
  let folder: string;
  beforeAll(() => (folder = mkdtempSync(join(tmpdir(), 'uniflag-channels-'))));
  afterAll(() => rmSync(folder, { recursive: true }));

  const load = (yaml: string) => {
    const file = join(folder, 'channels.yaml');
    writeFileSync(file, yaml);
    return loadChannelOverlay(file, manifests);
  };
  const problemsOf = (yaml: string): readonly string[] => {
    try {
      load(yaml);
    } catch (error) {
      if (error instanceof ConfigError) return error.problems;
      throw error;
    }
    return [];
  };

  it('is the shipped file, which changes nothing', () => {
    expect(loadChannelOverlay('config/channels.yaml', manifests).size).toBe(0);
    expect(loadChannelOverlay(null, manifests).size).toBe(0);
    expect(load('').size).toBe(0);
  });

  it('takes dated changes of a channel, one or several', () => {
    const overlay = load(`
snapchat:
  snap-partner:
    - { address: desk@example.org, languages: [en] }
    - { from: '2027-01-01', isUsable: false, reason: it closes }
  snap-support-form: { checkedOn: '2026-11-20' }
`);
    expect(overlay.get('snapchat')?.get('snap-partner')).toEqual([
      { from: null, address: 'desk@example.org', languages: ['en'] },
      { from: '2027-01-01', isUsable: false, reason: 'it closes' },
    ]);
    expect(overlay.get('snapchat')?.get('snap-support-form')).toHaveLength(1);
  });

  it.each([
    ['snapchatt: {}', 'snapchatt is no platform of this installation. Known: facebook'],
    ['snapchat: { snap: {} }', 'snapchat.snap names no channel of it. Channels: snap-partner'],
    ['snapchat: { snap-partner: { adress: a@b.example } }', 'snap-partner.0.adress is not known here'],
    ['snapchat: { snap-partner: { address: desk } }', 'snap-partner.0.address must be an e-mail address'],
    ['snapchat: { snap-support-form: { address: "http://a.example" } }', 'must be an https address'],
    [
      'snapchat: { snap-in-app: { address: a@b.example } }',
      'makes no sense: snap-in-app is IN_APP_BY_MEMBER',
    ],
    ['snapchat: { snap-in-app: { regimes: [DSA_ART16] } }', 'must be [USER]'],
    ['snapchat: { snap-police: { regimes: [USER] } }', 'only the police may use this channel'],
    ['snapchat: { snap-partner: { isUsable: false } }', 'snap-partner.0.reason is needed where isUsable'],
    ['snapchat: { snap-partner: { languages: [es] } }', 'languages.0 must be one of en, fr, nl, de'],
    ['snapchat: { snap-partner: { from: soon } }', "from must be a day such as '2026-12-01', in quotes"],
  ])('names file, place and the way out: %s', (yaml, sentence) => {
    const problems = problemsOf(yaml);
    expect(problems).toEqual([expect.stringContaining(sentence)]);
    expect(problems[0]).toContain(join(folder, 'channels.yaml: '));
  });
});
