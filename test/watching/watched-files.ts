import { readdirSync, readFileSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { parse } from 'yaml';

const root = resolve(import.meta.dirname, '../..');
export const prometheusFolder = join(root, 'docker/prometheus');
const dashboardsFolder = join(root, 'docker/grafana/dashboards');

export interface AlertRule {
  readonly alert: string;
  readonly expr: string;
  readonly annotations: { readonly summary: string; readonly runbook_url: string };
}

/** Something that is asked of Prometheus, and where that stands. */
export interface Query {
  readonly where: string;
  readonly expr: string;
}

interface Panel {
  readonly title: string;
  readonly targets?: readonly { readonly expr: string }[];
}

export const alertRules: readonly AlertRule[] = filesIn('rules').flatMap(({ content }) =>
  (content as { groups: { rules: AlertRule[] }[] }).groups.flatMap(({ rules }) => rules),
);

/** Names of alerts that have a test, by what it shows. */
export const testedAlerts = filesIn('tests').flatMap(({ content }) =>
  (content as { tests: { alert_rule_test: { alertname: string; exp_alerts: unknown[] }[] }[] }).tests.flatMap(
    ({ alert_rule_test: each }) =>
      each.map(({ alertname, exp_alerts: expected }) => ({ alertname, fires: expected.length > 0 })),
  ),
);

export const runbookPages = readdirSync(join(root, 'docs/runbook')).map((file) => `docs/runbook/${file}`);

/** Grafana's own words stand for what it puts there. */
const dashboardQueries: readonly Query[] = readdirSync(dashboardsFolder).flatMap((file) =>
  dashboard(file).panels.flatMap(({ title, targets = [] }) =>
    targets.map(({ expr }) => ({
      where: `${basename(file, '.json')}: ${title}`,
      expr: expr.replaceAll('$__rate_interval', '5m').replaceAll('$platform', '.*'),
    })),
  ),
);

/** Everything that dashboards and rules ask. */
export const queries: readonly Query[] = [
  ...alertRules.map(({ alert, expr }) => ({ where: alert, expr })),
  ...dashboardQueries,
];

/** The dashboards' queries as rules, so that promtool reads them. */
export const dashboardRules = {
  groups: [
    {
      name: 'dashboards',
      rules: dashboardQueries.map(({ expr }, index) => ({ record: `dashboard:query:${index}`, expr })),
    },
  ],
};

function dashboard(file: string): { readonly panels: readonly Panel[] } {
  return JSON.parse(readFileSync(join(dashboardsFolder, file), 'utf8'));
}

function filesIn(folder: string): { readonly file: string; readonly content: unknown }[] {
  return readdirSync(join(prometheusFolder, folder)).map((file) => ({
    file,
    content: parse(readFileSync(join(prometheusFolder, folder, file), 'utf8')),
  }));
}
