import 'reflect-metadata';
import { Problem } from '../problems/problem.js';
import { validationPipe } from '../problems/validation.js';
import { IsoDate, IsoTime, Nested, Text, TextMap, Whole, isCleanText } from './fields.js';

class Inner {
  @Text({ description: 'A text.', optional: true, max: 5 })
  text?: string;
}

class Example {
  @IsoTime({ description: 'A moment.', optional: true })
  time?: string;

  @IsoDate({ description: 'A day.', optional: true })
  day?: string;

  @Text({ description: 'A text.', optional: true, max: 5 })
  text?: string;

  @Whole({ description: 'A number.', optional: true, min: 1, max: 3 })
  number?: number;

  @TextMap({ description: 'Texts.', optional: true })
  map?: Record<string, string>;

  @Nested({ description: 'An object.', optional: true, type: () => Inner })
  inner?: Inner;

  @Text({ description: 'A text that can be taken away.', optional: true, nullable: true, max: 5 })
  note?: string | null;
}

const check = async (body: object) => {
  try {
    await validationPipe().transform(body, { type: 'body', metatype: Example });
    return [];
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    return (error.errors ?? []).map(({ pointer, code }) => `${pointer} ${code}`);
  }
};

describe('null', () => {
  it.each(['time', 'day', 'text', 'number', 'map', 'inner'])('is refused in place of %s', async (name) => {
    expect(await check({ [name]: null })).toContainEqual(expect.stringMatching(`^/${name} FIELD`));
  });

  it('is refused inside, and taken where a field says so', async () => {
    expect(await check({ inner: { text: null } })).toContain('/inner/text FIELD.IS_STRING');
    expect(await check({ note: null })).toEqual([]);
  });
});

describe('a whole number', () => {
  it.each([3, '3'])('is taken as %j', async (number) => {
    expect(await check({ number })).toEqual([]);
  });

  it.each<unknown>([{ toString: 'no function' }, [2], {}, 'x', 1.5])('is refused as %j', async (number) => {
    expect(await check({ number })).toContain('/number FIELD.IS_INT');
  });
});

describe('a moment', () => {
  it.each([
    '2026-11-23',
    '2026-11-23T14:02Z',
    '2026-11-23T14:02:03Z',
    '2026-11-23T14:02:03.456+01:00',
    '2024-02-29',
  ])('can be written %s', async (time) => {
    expect(await check({ time })).toEqual([]);
    expect(Number.isNaN(Date.parse(time))).toBe(false);
  });

  it.each([
    ...[
      '2026',
      '2026-11',
      '2026-W47',
      '2026-W47-1',
      '2026-327',
      '20261123',
      '+002026-11-23',
      '12026-11-23',
      '0000-01-01',
    ],
    ...[
      '2026-02-30',
      '2026-11-23T25:00:00Z',
      '2026-11-23T14:02:03',
      '2026-11-23 14:02:03Z',
      'tomorrow',
      '',
      7,
    ],
  ])('cannot be written %p', async (time) => {
    expect(await check({ time })).toEqual(['/time FIELD.IS_ISO8601']);
  });
});

describe('a day', () => {
  it.each(['2026-11-23', '1999-12-31'])('can be written %s', async (day) => {
    expect(await check({ day })).toEqual([]);
  });

  it.each([
    '2026-11',
    '2026-W47',
    '2026-327',
    '2026-02-30',
    '2026-11-23T14:02:03Z',
    '0001-01-01',
    20_261_123,
  ])('cannot be written %p', async (day) => {
    expect(await check({ day })).toEqual(['/day FIELD.IS_ISO8601']);
  });
});

describe('a text', () => {
  it.each(['x\u0000', 'x\ud83d', 'x\u0007', 'x\u007f'])('cannot hold %j', async (text) => {
    expect(await check({ text })).toEqual(['/text FIELD.CLEAN_TEXT']);
    expect(isCleanText(text)).toBe(false);
  });

  it.each(['é', '\ud83d\ude00', 'a\nb', 'a\tb', '‮x'])('may hold %j', async (text) => {
    expect(await check({ text })).toEqual([]);
  });

  it('has a length', async () => {
    expect(await check({ text: '123456' })).toEqual(['/text FIELD.MAX_LENGTH']);
    expect(await check({ text: '' })).toEqual(['/text FIELD.IS_NOT_EMPTY']);
  });
});

describe('numbers and maps', () => {
  it('are what they say', async () => {
    expect(await check({ number: '2' })).toEqual([]);
    for (const number of [0, 4, 1.5, 'x', '']) expect(await check({ number })).toHaveLength(1);
    expect(await check({ map: { a: 'b' } })).toEqual([]);
    for (const map of [{ a: 1 }, ['a'], 'a', { a: 'x'.repeat(101) }])
      expect(await check({ map })).toEqual(['/map FIELD.TEXT_MAP']);
  });

  it('leave no room for what is not known', async () => {
    expect(await check({ other: 1, text: 'x' })).toEqual(['/other FIELD.UNKNOWN']);
  });

  it('repeat no unknown name that is no name of a field', async () => {
    for (const name of ['Synthetic text of somebody', 'a/b', '', 'é', 'x@example.org', 'x'.repeat(65)]) {
      expect([name, await check({ [name]: 1 })]).toEqual([name, [' FIELD.UNKNOWN']]);
      expect([name, await check({ inner: { [name]: 1 } })]).toEqual([name, ['/inner FIELD.UNKNOWN']]);
    }
    expect(await check({ ['x'.repeat(64)]: 1 })).toEqual([`/${'x'.repeat(64)} FIELD.UNKNOWN`]);
  });
});
