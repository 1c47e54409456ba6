import { examplebook, examplePhones } from '../../../../test/support/examplebook.js';
import { findTargets } from './find-targets.js';
import { resolveInput } from './resolve-input.js';

const rules = [examplebook];
const found = (text: string): string[] =>
  findTargets(text, rules, examplePhones).map(({ resolution }) =>
    resolution.outcome === 'resolved' ? resolution.key : resolution.reason,
  );

describe('findTargets', () => {
  it.each([
    [
      '[12/03/2026, 10:11:12] +32 470 000 000: look https://examplebook.test/posts/abcd1!',
      ['examplebook:post:abcd1'],
    ],
    ['12/03/2026 10:11 - Example: examplebook.test/posts/abcd1', ['examplebook:post:abcd1']],
    [
      '[here](https://examplebook.test/posts/abcd1) and [there](exb.test/x1)',
      ['examplebook:post:abcd1', 'SHORT_LINK_MUST_BE_OPENED'],
    ],
    [
      '[https://examplebook.test/posts/abcd1](https://examplebook.test/posts/abcd1)',
      ['examplebook:post:abcd1', 'examplebook:post:abcd1'],
    ],
    ['<https://examplebook.test/posts/abcd1|a post>', ['examplebook:post:abcd1']],
    ['<a href="https://examplebook.test/posts/abcd1">a post</a>', ['examplebook:post:abcd1']],
    ['{"link":"https:\\/\\/examplebook.test\\/posts\\/abcd1"}', ['examplebook:post:abcd1']],
    ['see(https://examplebook.test/posts/abcd1), then', ['examplebook:post:abcd1']],
    ['link:https://examplebook.test/posts/abcd1', ['examplebook:post:abcd1']],
    [
      'https://examplebook.test/posts/abcd1https://examplebook.test/posts/abcd2',
      ['examplebook:post:abcd1', 'examplebook:post:abcd2'],
    ],
    ['https://out.examplebook.test/?u=https://examplebook.test/posts/abcd1 x', ['examplebook:post:abcd1']],
    ['see hxxps[:]//examplebook[.]test/posts/abcd1 there', ['examplebook:post:abcd1']],
    ['a https%3A%2F%2Fexamplebook.test%2Fposts%2Fabcd1 b', ['examplebook:post:abcd1']],
    ['key examplebook:post:abcd1 from the list', ['examplebook:post:abcd1']],
    [
      'my eb : @Jane.Example, or examplebook @john',
      ['examplebook:profile:janeexample', 'examplebook:profile:john'],
    ],
    ['on examplebook +32 470 000 000 12:30', ['examplebook:phone:+32470000000']],
    ['https://elsewhere.test/x and ftp://examplebook.test/posts/abcd1', ['UNKNOWN_HOST', 'NOT_HTTP']],
    ['http://examplebook.test@evil.example/ http://203.0.113.7/', ['USERINFO_IN_ADDRESS', 'IP_HOST']],
  ])('finds in %j', (text, keys) => {
    expect(found(text)).toEqual(keys);
  });

  it.each([
    '',
    'nothing here',
    'e.g. this, i.e. that... and 10:11:12',
    'I saw it on examplebook.test yesterday',
    'mail someone@examplebook.test',
    'call +32 470 000 000 or ask @jane',
    'examplebook is where @jane and +32 470 000 000 are',
    'elsewhere.test/posts/abcd1',
  ])('finds nothing in %j', (text) => {
    expect(found(text)).toEqual([]);
  });

  const long = `see https://examplebook.test/posts/abcd1?${'x=1&'.repeat(10)}`;
  it.each([
    ['in angle brackets over two lines', 'see <https://examplebook.test/posts/\nabcd1> there', ['abcd1']],
    ['broken behind a part of its query', `${long}\ncomment=7 there`, ['abcd1:7']],
    ['broken before its next part', `${long.slice(0, -1)}\n&comment=7`, ['abcd1:7']],
    [
      'in the soft breaks and codes of quoted-printable',
      'Content-Transfer-Encoding: quoted-printable\n\nsee https://examplebook.test/po=\nsts/abcd1?comment=3D7 there=2E',
      ['abcd1:7'],
    ],
    [
      'in a link that Outlook guards, itself broken',
      `https://eur01.safelinks.protection.outlook.com/?data=${'x'.repeat(30)}&url=\nhttps%3A%2F%2Fexamplebook.test%2Fposts%2Fabcd1&reserved=0`,
      ['abcd1'],
    ],
    ['that ends with its line', `${long.replace('?', '/?').slice(0, -1)}\nGreetings`, ['abcd1']],
    ['in a short line, which nothing broke', 'https://examplebook.test/posts/abcd1?\ncomment=7', ['abcd1']],
    ['followed by another', `${long}\nhttps://examplebook.test/posts/abcd2`, ['abcd1', 'abcd2']],
  ])('finds an address %s', (_where, text, ids) => {
    const kinds = ids.map((id) => `examplebook:${id.includes(':') ? 'comment' : 'post'}:${id}`);
    expect(found(text)).toEqual(kinds);
  });

  it('gives back what stood there, bare of punctuation', () => {
    const finds = findTargets('("examplebook.test/posts/abcd1").', rules);
    expect(finds.map(({ input }) => input)).toEqual(['examplebook.test/posts/abcd1']);
  });
});

describe('resolveInput', () => {
  const row = (input: string) => resolveInput(input, rules, examplePhones);

  it('repeats the input beside what it resolves to', () => {
    expect(row(' examplebook.test/posts/abcd1 ')).toEqual({
      input: ' examplebook.test/posts/abcd1 ',
      outcome: 'resolved',
      platform: 'examplebook',
      kind: 'post',
      ids: ['abcd1'],
      key: 'examplebook:post:abcd1',
      url: 'https://examplebook.test/posts/abcd1',
      namesPerson: false,
    });
  });

  it('resolves a text to the one target in it, however often it is there', () => {
    const text = 'look: https://examplebook.test/posts/abcd1 (examplebook.test/posts/abcd1?x=1)';
    expect(row(text)).toMatchObject({ input: text, outcome: 'resolved', key: 'examplebook:post:abcd1' });
  });

  it('tells the one target of a text apart from the words around it', () => {
    const finds = (input: string) => row(input).finds?.map((find) => [find.input, find.outcome]);
    expect(finds('look: https://examplebook.test/posts/abcd1 please')).toEqual([
      ['https://examplebook.test/posts/abcd1', 'resolved'],
    ]);
    expect(finds('Mama: https://elsewhere.test/x')).toEqual([['https://elsewhere.test/x', 'unsupported']]);
    expect(finds('https://examplebook.test/posts/abcd1')).toBeUndefined();
  });

  it('leaves it to staff to choose between several', () => {
    expect(row('https://examplebook.test/posts/abcd1 or https://elsewhere.test/x')).toEqual({
      input: 'https://examplebook.test/posts/abcd1 or https://elsewhere.test/x',
      outcome: 'invalid',
      reason: 'SEVERAL_TARGETS',
      finds: [
        expect.objectContaining({
          input: 'https://examplebook.test/posts/abcd1',
          key: 'examplebook:post:abcd1',
        }),
        { input: 'https://elsewhere.test/x', outcome: 'unsupported', reason: 'UNKNOWN_HOST' },
      ],
    });
  });

  it('finds a target in a text longer than any address', () => {
    const text = `${'bla '.repeat(3000)}https://examplebook.test/posts/abcd1`;
    expect(row(text)).toMatchObject({ outcome: 'resolved', key: 'examplebook:post:abcd1' });
  });

  it.each([
    ['there is nothing here', 'NOT_AN_ADDRESS'],
    ['bla '.repeat(3000), 'TOO_LONG'],
    ['', 'EMPTY'],
    ['look https://examplebook.test/posts/abcd1 \u0000', 'CONTROL_CHARACTERS'],
    ['view-source:https://examplebook.test/posts/abcd1', 'NOT_HTTP'],
    ['https://evil.example\\@examplebook.test/https://examplebook.test/posts/abcd1', 'USERINFO_IN_ADDRESS'],
  ])('refuses %j', (input, reason) => {
    expect(row(input)).toEqual({ input, outcome: 'invalid', reason });
  });
});
