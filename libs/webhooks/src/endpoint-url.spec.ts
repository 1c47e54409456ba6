import fc from 'fast-check';
import { checkEndpointUrl } from './endpoint-url.js';

const errorOf = (url: string, options = {}) => {
  const check = checkEndpointUrl(url, options);
  return check.ok ? 'ok' : check.error;
};

describe('checkEndpointUrl', () => {
  it.each([
    'https://hooks.example.org/uniflag',
    'https://hooks.example.org:443/a?b=c@d',
    'HTTPS://HOOKS.example.org',
    'https://bücher.example/',
    'https://8.8.8.8/hook',
    'https://[2606:4700::1111]/hook',
    'https://hooks.example.org/@someone',
  ])('takes %s', (url) => {
    expect(checkEndpointUrl(url)).toEqual({ ok: true });
  });

  it.each([
    ['', 'WEBHOOK.URL_INVALID'],
    ['hooks.example.org', 'WEBHOOK.URL_INVALID'],
    ['/relative', 'WEBHOOK.URL_INVALID'],
    ['https://', 'WEBHOOK.URL_INVALID'],
    ['https:hooks.example.org', 'WEBHOOK.URL_INVALID'],
    ['https:///hooks.example.org', 'WEBHOOK.URL_INVALID'],
    [' https://hooks.example.org', 'WEBHOOK.URL_INVALID'],
    ['https://hooks.example.org/a b', 'WEBHOOK.URL_INVALID'],
    ['https://hooks.exa\tmple.org', 'WEBHOOK.URL_INVALID'],
    ['https://hooks.example.org\r\nHost: x', 'WEBHOOK.URL_INVALID'],
    ['https://127.0.0.1\\@hooks.example.org', 'WEBHOOK.URL_INVALID'],
    ['https://hooks.example.org:99999', 'WEBHOOK.URL_INVALID'],
    ['https://256.256.256.256', 'WEBHOOK.URL_INVALID'],
    [`https://hooks.example.org/${'a'.repeat(2_030)}`, 'WEBHOOK.URL_TOO_LONG'],
    ['https://user:secret@hooks.example.org', 'WEBHOOK.URL_HAS_CREDENTIALS'],
    ['https://user@hooks.example.org', 'WEBHOOK.URL_HAS_CREDENTIALS'],
    ['https://@hooks.example.org', 'WEBHOOK.URL_HAS_CREDENTIALS'],
    ['https://hooks.example.org@127.0.0.1', 'WEBHOOK.URL_HAS_CREDENTIALS'],
    ['https://hooks.example.org/#part', 'WEBHOOK.URL_HAS_FRAGMENT'],
    ['https://hooks.example.org/#', 'WEBHOOK.URL_HAS_FRAGMENT'],
    ['http://hooks.example.org', 'WEBHOOK.HTTPS_REQUIRED'],
    ['http://8.8.8.8', 'WEBHOOK.HTTPS_REQUIRED'],
    ['ftp://hooks.example.org', 'WEBHOOK.HTTPS_REQUIRED'],
    ['file:///etc/passwd', 'WEBHOOK.HTTPS_REQUIRED'],
    ['data:text/plain,x', 'WEBHOOK.HTTPS_REQUIRED'],
    ['https://hooks.example.org:22', 'WEBHOOK.PORT_NOT_ALLOWED'],
    ['https://8.8.8.8:8443', 'WEBHOOK.PORT_NOT_ALLOWED'],
  ])('refuses %j as %s', (url, error) => {
    expect(errorOf(url)).toBe(error);
  });

  it.each([
    'localhost',
    'LOCALHOST',
    'localhost.',
    'api.localhost',
    'intranet',
    'printer.local',
    'db.internal',
    'nas.home.arpa',
    '127.0.0.1',
    '127.1',
    '2130706433',
    '0x7f000001',
    '0177.0.0.1',
    '0x7f.1',
    '①②⑦.0.0.1',
    '127.0.0.1.',
    '0',
    '127。0。0。1',
    '１２７.0.0.1',
    '10.0.0.1',
    '192.168.1.1',
    '172.16.0.1',
    '100.64.0.1',
    '169.254.169.254',
    '0xa9fea9fe',
    '[::1]',
    '[::]',
    '[::ffff:127.0.0.1]',
    '[::ffff:7f00:1]',
    '[::7f00:1]',
    '[fe80::1]',
    '[fd00:ec2::254]',
    '[64:ff9b::7f00:1]',
    '[2002:7f00:1::]',
    '[0:0:0:0:0:0:0:1]',
  ])('refuses the host %s as not public', (host) => {
    expect(errorOf(`https://${host}/hook`)).toBe('WEBHOOK.ADDRESS_NOT_PUBLIC');
  });

  it('takes http, any port and local names once the operator allows a network, but no other private literal', () => {
    const options = { allowAddresses: ['127.0.0.0/8'] };
    expect(errorOf('http://127.0.0.1:8080/hook', options)).toBe('ok');
    expect(errorOf('http://localhost:8080/hook', options)).toBe('ok');
    expect(errorOf('http://10.0.0.1/hook', options)).toBe('WEBHOOK.ADDRESS_NOT_PUBLIC');
    expect(errorOf('http://8.8.8.8/hook', options)).toBe('WEBHOOK.HTTPS_REQUIRED');
  });

  it('answers any text, and never repeats it', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: 'binary' }), fc.webUrl()), (text) => {
        const check = checkEndpointUrl(`${text}canary`);
        expect(check.ok || !`${check.error}${check.detail}`.includes('canary')).toBe(true);
      }),
    );
  });
});
