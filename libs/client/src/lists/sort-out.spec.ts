import type { Resolution } from '../shapes.js';
import { rejectedAsCsv } from './rejected-as-csv.js';
import { requestsOf, sortOut } from './sort-out.js';

const row = (line: number, address: string, locator = '') => ({ line, address, locator });
const target = (input: string, key: string, more: Partial<Resolution> = {}): Resolution => ({
  ...{ input, key, outcome: 'resolved', platform: 'youtube', kind: 'video' },
  ...more,
});
const noAddress = (input: string): Resolution => ({
  input,
  outcome: 'invalid',
  reason: 'NOT_AN_ADDRESS',
  hint: 'Correct it.',
});

describe('a list that was resolved', () => {
  it('names each target once, counts repeats, and says of the rest where it stands and why', () => {
    const sorted = sortOut(
      [
        row(2, 'youtu.be/a'),
        row(3, 'rubbish'),
        row(4, 'https://youtu.be/a', 'at 1:20'),
        row(9, 'two in one'),
      ],
      [
        target('youtu.be/a', 'youtube:video:a'),
        noAddress('rubbish'),
        target('https://youtu.be/a', 'youtube:video:a'),
        { ...noAddress('two in one'), finds: [target('youtu.be/b', 'youtube:video:b'), noAddress('other')] },
      ],
    );
    expect(sorted.targets).toMatchObject([
      { input: 'youtu.be/a', locator: 'at 1:20', times: 2 },
      { input: 'youtu.be/b', times: 1 },
    ]);
    expect(sorted.repeats).toBe(1);
    expect(sorted.rejected.map(({ line, address }) => [line, address])).toEqual([
      [3, 'rubbish'],
      [9, 'other'],
    ]);
  });

  it('files a name by its address, for a name alone is of no platform', () => {
    const [named] = sortOut(
      [row(1, '@synthetic')],
      [target('@synthetic', 'snapchat:add:synthetic', { url: 'https://www.snapchat.com/add/synthetic' })],
    ).targets;
    expect(named?.input).toBe('https://www.snapchat.com/add/synthetic');
  });

  it('is asked for in requests that fit', () => {
    const requests = requestsOf([
      ...Array.from({ length: 1_200 }, (_, index) => row(index, 'x'.repeat(20))),
      ...Array.from({ length: 100 }, (_, index) => row(index, 'x'.repeat(50_000))),
    ]);
    expect(requests.flat()).toHaveLength(1_300);
    for (const request of requests) {
      expect(request.length).toBeLessThanOrEqual(500);
      expect(JSON.stringify(request.map(({ address }) => address)).length).toBeLessThan(160_000);
    }
  });

  it('goes back without a cell that a spreadsheet would run', () => {
    const csv = rejectedAsCsv([
      {
        line: 2,
        address: '=HYPERLINK("https://evil.example")',
        reason: 'NOT_AN_ADDRESS',
        hint: 'Correct it.',
      },
    ]);
    expect(csv).toBe(
      '\ufeffline;address;reason;hint\r\n2;"\'=HYPERLINK(""https://evil.example"")";NOT_AN_ADDRESS;Correct it.\r\n',
    );
  });
});
