import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { aSimulator, opened, closeSimulators, letters } from '../../../test/support/synthetic-simulator.js';

closeSimulators();

describe('the scenarios', () => {
  it('are set, shown and cleared', async () => {
    const { call } = await aSimulator();
    const scenario = {
      platform: 'tubes',
      match: { key: 'tubes:video:abc' },
      steps: [{ afterMs: 0, reply: 'block' }],
    };
    expect(await call('PUT', '/_scenario', scenario)).toMatchObject({ status: 200, json: scenario });
    expect((await call('GET', '/_scenario')).json).toEqual({ data: [scenario] });
    expect((await call('DELETE', '/_scenario')).status).toBe(204);
    expect((await call('GET', '/_scenario')).json).toEqual({ data: [] });
  });

  it('are refused with the wrong field named, and nothing set', async () => {
    const { call, script } = await aSimulator();
    expect(await script('tubes', [{ afterMs: 0, reply: 'removed' }])).toMatchObject({
      status: 422,
      json: {
        code: 'SCENARIO.INVALID',
        errors: [
          { pointer: '/steps/0/reply', code: 'unknown', detail: 'tubes knows: block, call_back, break' },
        ],
      },
    });
    expect(await call('PUT', '/_scenario', '{"platform":')).toMatchObject({
      status: 400,
      json: { code: 'REQUEST.NOT_JSON' },
    });
    expect((await call('POST', '/_scenario', {})).status).toBe(405);
    expect((await call('GET', '/_scenario')).json).toEqual({ data: [] });
  });
});

describe('the life of a simulator', () => {
  it('keeps its ledger in a file for its owner, goes on in it, and gets over a half written line', async () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'synthetic-ledger-'));
    opened.push({ close: () => rmSync(folder, { recursive: true }) });
    const ledgerFile = path.join(folder, 'ledger.jsonl');
    const first = await aSimulator({ ledgerFile });
    await first.report('one');
    await first.report('two');
    await first.simulator.close();
    opened.splice(opened.indexOf(first.simulator), 1);
    expect(statSync(ledgerFile).mode & 0o777).toBe(0o600);
    writeFileSync(ledgerFile, '{"number":3,"at', { flag: 'a' });
    const second = await aSimulator({ ledgerFile });
    await second.report('three');
    expect(second.simulator.received('tubes').map(({ number, text }) => [number, text])).toEqual([
      [1, '{"text":"one"}'],
      [2, '{"text":"two"}'],
      [3, '{"text":"three"}'],
    ]);
    expect(readFileSync(ledgerFile, 'utf8').trimEnd().split('\n')).toHaveLength(4);
    expect(existsSync(ledgerFile)).toBe(true);
  });

  it('plays nothing after it is closed', async () => {
    const { simulator, report, clock } = await aSimulator();
    await report('once');
    expect(clock.waits).toEqual([0]);
    opened.splice(opened.indexOf(simulator), 1);
    await simulator.close();
    expect(clock.waits).toEqual([]);
  });

  it('frees the mail port where the HTTP port is taken', async () => {
    const { simulator } = await aSimulator();
    const httpPort = Number(new URL(simulator.httpUrl).port);
    await expect(aSimulator({ httpPort })).rejects.toMatchObject({ code: 'EADDRINUSE' });
  });

  it('does not start with default steps that cannot be played', async () => {
    const broken = { ...letters, defaultSteps: [{ afterMs: 0, reply: 'unheard_of' }] };
    await expect(aSimulator({ platforms: [broken] })).rejects.toThrow(
      'default steps of letters: /steps/0/reply',
    );
  });

  it('goes on where a simulation cannot play one of its replies', async () => {
    const { script, report, clock, log, call } = await aSimulator();
    await script('tubes', [
      { afterMs: 0, reply: 'break' },
      { afterMs: 5, reply: 'block' },
    ]);
    await report('once');
    clock.advance(0);
    while (clock.waits.length === 0) await call('GET', '/health/live');
    clock.advance(5);
    expect(log.of('simulator.reply_broken')).toMatchObject([
      { fields: { platform: 'tubes', reply: 'break' } },
    ]);
    expect((await call('GET', '/tubes/state')).text).toContain('block at');
  });
});
