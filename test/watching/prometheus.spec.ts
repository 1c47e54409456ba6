import { execFile, spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { stringify } from 'yaml';
import { alertRules, dashboardRules, prometheusFolder, runbookPages, testedAlerts } from './watched-files.js';

const run = promisify(execFile);
const why =
  spawnSync('promtool', ['--version']).error === undefined
    ? undefined
    : 'promtool is not installed (Debian package prometheus)';
const itWithPromtool = why === undefined ? it : it.skip;
const skipped = why === undefined ? '' : ` (skipped: ${why})`;

const promtool = async (...args: string[]) =>
  run('promtool', args, { cwd: prometheusFolder }).then(
    ({ stdout }) => ({ code: 0, said: stdout }),
    ({ code, stdout, stderr }) => ({ code, said: `${stdout}${stderr}` }),
  );

let folder: string;
beforeAll(() => (folder = mkdtempSync(join(tmpdir(), 'uniflag-rules-'))));
afterAll(() => rmSync(folder, { recursive: true }));

itWithPromtool(`Prometheus takes the configuration and every rule${skipped}`, async () => {
  const { code, said } = await promtool('check', 'config', 'prometheus.yml');
  expect({ code, said }).toMatchObject({ code: 0 });
  expect(said).toContain(`${readdirSync(join(prometheusFolder, 'rules')).length} rule files found`);
});

itWithPromtool(`every alert fires when it should, and only then${skipped}`, async () => {
  const files = readdirSync(join(prometheusFolder, 'tests')).map((file) => join('tests', file));
  expect(await promtool('test', 'rules', ...files)).toMatchObject({ code: 0 });
});

itWithPromtool(`Prometheus understands every query of the dashboards${skipped}`, async () => {
  const file = join(folder, 'dashboards.yaml');
  writeFileSync(file, stringify(dashboardRules));
  expect(await promtool('check', 'rules', file)).toMatchObject({ code: 0 });
});

itWithPromtool(`a query that nobody understands is found${skipped}`, async () => {
  const file = join(folder, 'planted.yaml');
  writeFileSync(
    file,
    stringify({ groups: [{ name: 'planted', rules: [{ record: 'x', expr: 'sum by (' }] }] }),
  );
  expect((await promtool('check', 'rules', file)).code).not.toBe(0);
});

it('of every alert a test shows when it fires, and one when it does not', () => {
  const named = (fires: boolean) =>
    testedAlerts.filter((each) => each.fires === fires).map(({ alertname }) => alertname);
  const all = alertRules.map(({ alert }) => alert).sort();
  expect([named(true).sort(), named(false).sort()]).toEqual([all, all]);
});

it('every alert leads to its page of the runbook, and every page belongs to an alert', () => {
  const pageOf = (alert: string) =>
    `docs/runbook/${alert
      .replace('Uniflag', '')
      .replace(/(?<=.)[A-Z]/g, '-$&')
      .toLowerCase()}.md`;
  expect(alertRules.map(({ annotations }) => annotations.runbook_url)).toEqual(
    alertRules.map(({ alert }) => pageOf(alert)),
  );
  expect(alertRules.map(({ alert }) => pageOf(alert)).sort()).toEqual([...runbookPages].sort());
});
