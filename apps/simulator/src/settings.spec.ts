import { readSettings } from './settings.js';

describe('readSettings', () => {
  it('has a usual value for everything', () => {
    expect(readSettings({})).toEqual({
      host: '127.0.0.1',
      httpPort: 3900,
      smtpPort: 3925,
      replyTo: { host: '127.0.0.1', port: 2525 },
    });
  });

  it('reads every variable', () => {
    const env = {
      UNIFLAG_SIMULATOR_HOST: '::1',
      UNIFLAG_SIMULATOR_HTTP_PORT: '0',
      UNIFLAG_SIMULATOR_SMTP_PORT: '1',
      UNIFLAG_SIMULATOR_REPLY_HOST: 'uniflag.example',
      UNIFLAG_SIMULATOR_REPLY_PORT: '65535',
      UNIFLAG_SIMULATOR_CALLBACK_URL: 'http://127.0.0.1:3000',
      UNIFLAG_SIMULATOR_LEDGER: 'ledger.jsonl',
    };
    expect(readSettings(env)).toEqual({
      host: '::1',
      httpPort: 0,
      smtpPort: 1,
      replyTo: { host: 'uniflag.example', port: 65_535 },
      callbackUrl: 'http://127.0.0.1:3000',
      ledgerFile: 'ledger.jsonl',
    });
  });

  it.each(['UNIFLAG_SIMULATOR_HTTP_PORT', 'UNIFLAG_SIMULATOR_SMTP_PORT', 'UNIFLAG_SIMULATOR_REPLY_PORT'])(
    'names %s where it is no port',
    (name) => {
      for (const value of ['65536', '-1', '2525x', '1e3'])
        expect(() => readSettings({ [name]: value })).toThrow(name);
    },
  );

  it('names the address to call back where it is none', () => {
    expect(() => readSettings({ UNIFLAG_SIMULATOR_CALLBACK_URL: 'nowhere' })).toThrow(
      'UNIFLAG_SIMULATOR_CALLBACK_URL',
    );
  });
});
