import fs from 'node:fs';
import fc from 'fast-check';
import { visibilityOf } from './mapper.js';
import { readReasons, readVideo } from './resources.js';

const answer = (name: string): unknown =>
  JSON.parse(fs.readFileSync(new URL(`./fixtures/answers/${name}.json`, import.meta.url), 'utf8'));

describe('reading videos.list', () => {
  it.each([
    ['video-public', 'LIVE', []],
    ['video-none', 'GONE', []],
    ['video-blocked', 'LIMITED', ['GEO_RESTRICTED']],
    ['video-allowed-elsewhere', 'LIMITED', ['GEO_RESTRICTED']],
    ['video-age-restricted', 'LIMITED', ['AGE_RESTRICTED']],
  ])('takes %s for %s', (name, visibility, effects) => {
    const read = readVideo(answer(name), 'SyntheticV1');
    expect(read && visibilityOf(read.video, 'BE')).toEqual({ visibility, effects });
  });

  it('sees from where it stands', () => {
    const read = readVideo(answer('video-blocked'), 'SyntheticV1');
    expect(visibilityOf(read?.video ?? null, 'US').visibility).toBe('LIVE');
  });

  it.each([
    ['an error page', '<html>'],
    ['an answer without items', { kind: 'youtube#videoListResponse' }],
    ['somebody else’s video', answer('video-public')],
    ['a video without its parts', { items: [{ id: 'OtherVideo1' }] }],
    ['nothing', undefined],
  ])('does not make sense of %s', (_case, json) => {
    expect(readVideo(json, 'OtherVideo1')).toBeUndefined();
  });

  it('never throws, whatever comes', () => {
    fc.assert(
      fc.property(fc.anything(), (json) => {
        expect(() => [readVideo(json, 'SyntheticV1'), readReasons(json)]).not.toThrow();
      }),
    );
  });
});

describe('reading videoAbuseReportReasons.list', () => {
  it('keeps ids and labels', () => {
    const items = [
      { id: 'N', snippet: { label: 'Sex or nudity', secondaryReasons: [{ id: '33', label: 'Minors' }] } },
    ];
    expect(readReasons({ items })).toEqual([
      { id: 'N', label: 'Sex or nudity', secondary: [{ id: '33', label: 'Minors' }] },
    ]);
  });

  it.each([[{ items: [] }], [{ items: [{ id: 'N' }] }], [{ items: [{ snippet: { label: 'x' } }] }], [null]])(
    'refuses %j',
    (json) => {
      expect(readReasons(json)).toBeUndefined();
    },
  );
});
