import { examplebook, examplePhones } from '../../../../test/support/examplebook.js';
import type { Resolution } from './resolution.js';
import { resolveTarget } from './resolve-target.js';

const rules = [examplebook];
const resolve = (input: string): Resolution => resolveTarget(input, rules, examplePhones);
const keyOf = (input: string): string => {
  const resolution = resolve(input);
  return resolution.outcome === 'resolved' ? resolution.key : resolution.reason;
};

describe('an address', () => {
  it('names its target with key, ids, canonical address and whether it names a person', () => {
    expect(resolve('https://m.examplebook.test/Jane.Example?utm_source=x')).toEqual({
      outcome: 'resolved',
      platform: 'examplebook',
      kind: 'profile',
      ids: ['janeexample'],
      key: 'examplebook:profile:janeexample',
      url: 'https://examplebook.test/janeexample',
      namesPerson: true,
    });
  });

  it.each([
    'https://examplebook.test/posts/abcd1',
    'http://examplebook.test/posts/abcd1',
    'HTTPS://ExampleBook.Test/posts/abcd1',
    'https://www.examplebook.test/posts/abcd1/',
    'https://nl-be.examplebook.test/posts/abcd1',
    'https://examplebook.test./posts/abcd1',
    'https://examplebook.test:443/posts/abcd1',
    'http://examplebook.test:80/posts/abcd1',
    'https://examplebook%2Etest/posts/abcd1',
    'examplebook.test/posts/abcd1',
    '//examplebook.test/posts/abcd1',
    'https:\\\\examplebook.test/posts/abcd1',
    'https:examplebook.test/posts/abcd1',
    'https://examplebook.test//posts/./x/../abcd1#top',
    'https://examplebook.test/posts/abc%641',
    'https://examplebook.test/%70osts/abcd1?ref=share&ref=other',
    'https%3A%2F%2Fexamplebook.test%2Fposts%2Fabcd1',
    '<https://examplebook.test/posts/abcd1>',
    '"https://examplebook.test/posts/abcd1"',
    '«https://examplebook.test/posts/abcd1».',
    '(https://examplebook.test/posts/abcd1)!',
    '*https://examplebook.test/posts/abcd1*',
    '_https://examplebook.test/posts/abcd1_',
    'https://examplebook.test/posts/abcd1,',
    'https://examplebook.test/posts/abcd1...',
    'hxxps://examplebook[.]test/posts/abcd1',
    'hXXps[:]//examplebook(dot)test/posts/abcd1',
    'h**ps://examplebook{.}test/posts/abcd1',
    'https[://]examplebook[ . ]test/posts/abcd1',
    'https:\\/\\/examplebook.test\\/posts\\/abcd1',
    'ｈｔｔｐｓ：／／ｅｘａｍｐｌｅｂｏｏｋ．ｔｅｓｔ／ｐｏｓｔｓ／ａｂｃｄ１',
    'https://examplebook。test/posts/abcd1',
    '\u200ehttps://exam\u200bplebook.test/posts/abcd1\ufeff',
    ' \n\thttps://examplebook.test/posts/abcd1 \r\n',
    'examplebook:https://examplebook.test/posts/abcd1',
  ])('means the same written %j', (input) => {
    expect(keyOf(input)).toBe('examplebook:post:abcd1');
  });

  it('keeps the parameters that identify and drops the others', () => {
    expect(keyOf('https://examplebook.test/posts/abcd1?a=1&amp;comment=7&b=2')).toBe(
      'examplebook:comment:abcd1:7',
    );
    expect(keyOf('https://examplebook.test/posts/abcd1?a=1?comment=7')).toBe('examplebook:comment:abcd1:7');
  });

  it('takes no sides between two values of one parameter', () => {
    expect(keyOf('https://examplebook.test/posts/abcd1?comment=7&comment=7')).toBe(
      'examplebook:comment:abcd1:7',
    );
    expect(keyOf('https://examplebook.test/posts/abcd1?comment=7&comment=8')).toBe('examplebook:post:abcd1');
  });

  it('can be told by its fragment', () => {
    expect(keyOf('https://web.rooms.test/#room=one')).toBe('examplebook:room:one');
  });

  it('keeps in its address what its key leaves out', () => {
    const address = 'https://examplebook.test/someone/albums/abcd1';
    expect(resolve(`${address}?x=1`)).toMatchObject({ key: 'examplebook:album:abcd1', url: address });
  });
});

describe('a key', () => {
  it('resolves to itself', () => {
    expect(resolve('examplebook:comment:abcd1:7')).toEqual(
      resolve('https://examplebook.test/posts/abcd1?comment=7'),
    );
  });

  it('encodes what could be taken for a separator', () => {
    const room = resolve('https://rooms.test/#room=a:b');
    expect(room).toMatchObject({
      ids: ['a:b'],
      key: 'examplebook:room:a%3Ab',
      url: 'https://rooms.test/#room=a%3Ab',
    });
    expect(resolve('examplebook:room:a%3Ab')).toEqual(room);
    expect(keyOf('examplebook:room:a:b')).toBe('UNKNOWN_SHAPE');
  });

  it('folds its ids as the kind says', () => {
    expect(keyOf('examplebook:profile:Jane.Example')).toBe('examplebook:profile:janeexample');
  });

  it('has no address where the ids are not enough for one', () => {
    expect(resolve('examplebook:album:abcd1')).toMatchObject({ outcome: 'resolved', url: null });
  });

  it.each([
    'examplebook:post',
    'examplebook:post:',
    'examplebook:nothing:abcd1',
    'examplebook:constructor:x',
    'elsewhere:post:abcd1',
  ])('is not what %s is', (input) => {
    expect(resolve(input).outcome).not.toBe('resolved');
  });

  it.each([
    'examplebook:post:no!',
    'examplebook:post:abcd1:7',
    'examplebook:post:%E0%A4%A',
    'examplebook:profile:..',
  ])('names nothing as %s', (input) => {
    expect(resolve(input)).toEqual({
      outcome: 'unsupported',
      platform: 'examplebook',
      reason: 'UNKNOWN_SHAPE',
    });
  });
});

describe('a name', () => {
  it.each([
    'examplebook @Jane.Example',
    'Examplebook: jane.example',
    'eb:@JaneExample',
    'EB : @jane.example',
  ])('belongs to its platform in %j', (input) => {
    expect(keyOf(input)).toBe('examplebook:profile:janeexample');
  });

  it.each(['@jane.example', '＠jane', '@école.fictive', '(@jane)'])('needs a platform in %j', (input) => {
    expect(resolve(input)).toEqual({ outcome: 'unsupported', reason: 'HANDLE_NEEDS_PLATFORM' });
  });

  it.each(['jane', 'examplebook jane', 'examplebook', 'elsewhere @jane', '@jane @john'])(
    'is not what %j is',
    (input) => {
      expect(resolve(input)).toEqual({ outcome: 'invalid', reason: 'NOT_AN_ADDRESS' });
    },
  );

  it('is nothing the platform has where its rules forbid it', () => {
    expect(resolve('examplebook: about')).toMatchObject({ outcome: 'unsupported', platform: 'examplebook' });
  });
});

describe('a telephone number', () => {
  it.each([
    '+32 470 000 000',
    '(+32) 470/000.000',
    'examplebook: +32 470 000 000',
    '\u202a+32 470 000 000\u202c',
  ])('is read from %j', (input) => {
    expect(keyOf(input)).toBe('examplebook:phone:+32470000000');
  });

  it('is none where the reader says so', () => {
    expect(keyOf('0470 000 000')).toBe('NOT_AN_ADDRESS');
    expect(keyOf('I live at +32 470 000 000')).toBe('NOT_AN_ADDRESS');
  });
});

describe('a wrapper', () => {
  const inner = 'https://examplebook.test/posts/abcd1?comment=7';
  const wrap = (address: string): string =>
    `https://out.examplebook.test/?x=1&u=${encodeURIComponent(address)}&y=2`;
  const wrapTimes = (times: number): string => Array.from({ length: times }).reduce<string>(wrap, inner);

  it.each([
    wrap(inner),
    wrap(wrap(inner)),
    `https://out.examplebook.test/?u=${inner}`,
    `https://out.examplebook.test/?y=2&to=${inner}`,
    `https://examplebook.test/login?next=${encodeURIComponent('/posts/abcd1?comment=7')}`,
    `https://www.google.com/url?sa=t&q=${encodeURIComponent(inner)}&usg=x`,
    `https://www.google.be/url?sa=t&url=${encodeURIComponent(inner)}`,
    `https://google.co.uk/url?q=${encodeURIComponent(inner)}`,
    `https://duckduckgo.com/l/?uddg=${encodeURIComponent(inner)}&rut=x`,
    `https://eur01.safelinks.protection.outlook.com/?url=${encodeURIComponent(inner)}&data=05`,
    `https://www.google.com/url?q=${encodeURIComponent(wrap(inner))}`,
  ])('gives way to what it carries: %s', (input) => {
    expect(keyOf(input)).toBe('examplebook:comment:abcd1:7');
  });

  it('gives way five times and no more', () => {
    expect(keyOf(wrapTimes(5))).toBe('examplebook:comment:abcd1:7');
    expect(keyOf(wrapTimes(6))).toBe('TOO_MANY_WRAPPERS');
  });

  it.each([
    ['https://evil.example/', 'UNKNOWN_HOST'],
    ['https://examplebook.test@evil.example/', 'USERINFO_IN_ADDRESS'],
    ['javascript:alert(1)', 'NOT_HTTP'],
    ['https://examplebook.test/posts/abcd1\u0000', 'CONTROL_CHARACTERS'],
    ['nothing', 'NOT_AN_ADDRESS'],
  ])('carrying %j is refused for it', (address, reason) => {
    expect(keyOf(wrap(address))).toBe(reason);
  });

  it('without an address in it names nothing', () => {
    expect(keyOf('https://out.examplebook.test/')).toBe('UNKNOWN_SHAPE');
    expect(keyOf('https://www.google.com/url?sa=t')).toBe('UNKNOWN_HOST');
  });

  it('counts only on its own host', () => {
    expect(keyOf(`https://evil.example/url?q=${encodeURIComponent(inner)}`)).toBe('UNKNOWN_HOST');
    expect(keyOf(`https://google.evil.example/url?q=${encodeURIComponent(inner)}`)).toBe('UNKNOWN_HOST');
  });
});

describe('what is not opened', () => {
  it('is said to be opaque', () => {
    expect(resolve('https://exb.test/x1')).toEqual({
      outcome: 'opaque',
      platform: 'examplebook',
      reason: 'SHORT_LINK_MUST_BE_OPENED',
    });
  });
});

describe('what cannot be reported', () => {
  it.each([
    'https://examplebook.test/',
    'https://examplebook.test/help',
    'https://blog.examplebook.test/posts/abcd1',
  ])('still says its platform: %s', (input) => {
    expect(resolve(input)).toMatchObject({ outcome: 'unsupported', platform: 'examplebook' });
  });

  it('has no platform where none is known', () => {
    expect(resolve('https://elsewhere.test/posts/abcd1')).toEqual({
      outcome: 'unsupported',
      reason: 'UNKNOWN_HOST',
    });
  });
});

describe('what is refused', () => {
  it.each([
    ['', 'EMPTY'],
    [' \u200b\n', 'EMPTY'],
    ['…', 'NOT_AN_ADDRESS'],
    ['https://examplebook.test.evil.example/posts/abcd1', 'LOOK_ALIKE_HOST'],
    ['https://notexamplebook.test/posts/abcd1', 'LOOK_ALIKE_HOST'],
    ['https://examp1eb00k.test/posts/abcd1', 'LOOK_ALIKE_HOST'],
    ['https://exarnplebook.test/posts/abcd1', 'LOOK_ALIKE_HOST'],
    ['https://example-book.evil.example/posts/abcd1', 'LOOK_ALIKE_HOST'],
    ['https://examplebook.test-login.example/posts/abcd1', 'LOOK_ALIKE_HOST'],
    ['https://exb.test.evil.example/x1', 'LOOK_ALIKE_HOST'],
    ['examplebook.test.evil.example/posts/abcd1', 'LOOK_ALIKE_HOST'],
    ['https://examplebook.test@evil.example/posts/abcd1', 'USERINFO_IN_ADDRESS'],
    ['https://examplebook.test:443@evil.example/', 'USERINFO_IN_ADDRESS'],
    ['https://examplebook.test\\@evil.example/', 'USERINFO_IN_ADDRESS'],
    ['https:\\\\examplebook.test\\@evil.example/', 'USERINFO_IN_ADDRESS'],
    ['https://evil.example\\@examplebook.test/posts/abcd1', 'USERINFO_IN_ADDRESS'],
    ['https://user:secret@examplebook.test/posts/abcd1', 'USERINFO_IN_ADDRESS'],
    ['https:@examplebook.test/posts/abcd1', 'USERINFO_IN_ADDRESS'],
    ['someone@examplebook.test', 'USERINFO_IN_ADDRESS'],
    ['https://evil.example\\.examplebook.test/posts/abcd1', 'NOT_AN_ADDRESS'],
    ['https://evil.example%2F.examplebook.test/posts/abcd1', 'NOT_AN_ADDRESS'],
    ['https://evil.example%40examplebook.test/posts/abcd1', 'NOT_AN_ADDRESS'],
    ['https://examplebook..test/posts/abcd1', 'NOT_AN_ADDRESS'],
    ['https://-examplebook.test/posts/abcd1', 'NOT_AN_ADDRESS'],
    ['https:///', 'NOT_AN_ADDRESS'],
    ['https://', 'NOT_AN_ADDRESS'],
    ['https://examplebook', 'NOT_AN_ADDRESS'],
    [`https://${'a'.repeat(64)}.examplebook.test/`, 'NOT_AN_ADDRESS'],
    ['https://examplebook.test:x/posts/abcd1', 'NOT_AN_ADDRESS'],
    ['https://examplebook.test/posts /abcd1', 'NOT_AN_ADDRESS'],
    ['https://exаmplebook.test/posts/abcd1', 'INTERNATIONAL_HOST'],
    ['https://exampleboo\u212a.test/posts/abcd1', 'INTERNATIONAL_HOST'],
    ['https://exampleboo%E2%84%AA.test/posts/abcd1', 'INTERNATIONAL_HOST'],
    ['https://𝐞xamplebook.test/posts/abcd1', 'INTERNATIONAL_HOST'],
    ['exаmplebook.test/posts/abcd1', 'INTERNATIONAL_HOST'],
    ['https://xn--exmplebook-43h.test/posts/abcd1', 'INTERNATIONAL_HOST'],
    ['https://examplebook.xn--test/posts/abcd1', 'INTERNATIONAL_HOST'],
    ['https://examplebook.test:8443/posts/abcd1', 'PORT_IN_ADDRESS'],
    ['http://examplebook.test:443/posts/abcd1', 'PORT_IN_ADDRESS'],
    ['https://examplebook.test:80/posts/abcd1', 'PORT_IN_ADDRESS'],
    ['examplebook.test:8080/posts/abcd1', 'PORT_IN_ADDRESS'],
    ['http://203.0.113.7/posts/abcd1', 'IP_HOST'],
    ['203.0.113.7/posts/abcd1', 'IP_HOST'],
    ['http://3405803783/', 'IP_HOST'],
    ['http://0xcb007107/', 'IP_HOST'],
    ['http://[2001:db8::7]/posts/abcd1', 'IP_HOST'],
    ['http://[2001:db8::7]:443/', 'IP_HOST'],
    ['javascript:alert(1)', 'NOT_HTTP'],
    ['javascript://examplebook.test/posts/abcd1', 'NOT_HTTP'],
    ['data:text/html,x', 'NOT_HTTP'],
    ['file:///etc/passwd', 'NOT_HTTP'],
    ['ftp://examplebook.test/posts/abcd1', 'NOT_HTTP'],
    ['view-source:https://examplebook.test/posts/abcd1', 'NOT_HTTP'],
    ['https://examplebook.test/posts/abcd1…', 'TRUNCATED_ADDRESS'],
    ['https://examplebook.test/posts/abcd1\u0000', 'CONTROL_CHARACTERS'],
    ['https://examplebook.test/posts\u0007/abcd1', 'CONTROL_CHARACTERS'],
    ['https://examplebook.test/posts/\ud800', 'CONTROL_CHARACTERS'],
    [`https://examplebook.test/posts/abcd1?${'x'.repeat(4096)}`, 'TOO_LONG'],
    [`https://examplebook.test/${'x/'.repeat(1025)}`, 'TOO_LONG'],
  ])('%j with the reason %s', (input, reason) => {
    expect(resolve(input)).toEqual({ outcome: 'invalid', reason });
  });

  it('leaves an encoded separator or control character in the path where it is', () => {
    expect(keyOf('https://examplebook.test/posts%2Fabcd1')).toBe('UNKNOWN_SHAPE');
    expect(keyOf('https://examplebook.test/posts/abcd1%00')).toBe('UNKNOWN_SHAPE');
    expect(keyOf('https://examplebook.test/posts/abcd1%')).toBe('UNKNOWN_SHAPE');
  });
});
