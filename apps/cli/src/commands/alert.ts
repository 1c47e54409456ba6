import { Option, type Command } from 'commander';
import type { Alert, AlertQuery } from '#client';
import type { Run, Session } from '../session.js';
import { minuteOf, table } from '../text/layout.js';

export function addAlertCommands(alert: Command, run: Run): void {
  alert
    .command('list')
    .description('alerts to staff, newest first')
    .addOption(
      new Option('--state <state>', 'open: nobody has taken it; standing: also those that somebody took')
        .choices(['open', 'acknowledged', 'standing', 'done'])
        .default('standing'),
    )
    .action(run(listAlerts));
  alert
    .command('acknowledge')
    .description('take an alert, so that nobody else is told of it')
    .argument('<id>', 'such as alt_01kb…; alert list shows it')
    .action(run(acknowledge));
}

async function listAlerts(
  session: Session,
  { state }: { state: NonNullable<AlertQuery['state']> },
): Promise<number> {
  const alerts: Alert[] = [];
  for await (const alert of (await session.client()).listAlerts({ state })) alerts.push(alert);
  return session.show({ data: alerts }, () =>
    alerts.length === 0
      ? 'No alert.'
      : table(
          alerts.map((alert) => rowOf(session, alert)),
          '  ',
        ),
  );
}

async function acknowledge(session: Session, id: string): Promise<number> {
  const alert = await (await session.client()).acknowledgeAlert(id);
  return session.show(alert, () => table([rowOf(session, alert)], '  '));
}

function rowOf({ world }: Session, alert: Alert): string[] {
  const { id, createdAt, reportReference, platform, kind, urgency, state, acknowledgedBy } = alert;
  const standing = acknowledgedBy === null ? state : `taken by ${acknowledgedBy}`;
  return [
    minuteOf(createdAt, world.timeZone),
    reportReference,
    platform ?? 'report',
    kind,
    urgency,
    standing,
    id,
  ];
}
