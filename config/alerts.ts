import { join } from 'node:path';
import { alertKinds, languages, urgencies, type AlertRules } from '#core';
import { z } from 'zod';
import { checkedFile } from './checked-file.js';
import { ConfigError } from './config-error.js';
import { packageRoot } from './package-root.js';
import type { Config } from './schema.js';
import { textWith } from './text-with.js';

const file = 'alerts/mails.yaml';

const mailTexts = z.record(
  z.enum(languages),
  z.strictObject({
    subject: textWith('reference', 'urgency', 'what', 'more'),
    urgencies: z.record(z.enum(urgencies), textWith()),
    kinds: z.record(z.enum([...alertKinds, 'OTHER']), textWith('platform')),
    wholeReport: textWith(),
    since: textWith('time'),
    limit: textWith('time'),
    passedOn: textWith(),
    take: textWith(),
  }),
);

/**
 * Reads and checks the words of mails to staff.
 *
 * @throws ConfigError with one sentence a mistake, naming file and place
 */
export function loadAlertTexts(folder = join(packageRoot(), 'config')): z.output<typeof mailTexts> {
  const { content, problems } = checkedFile(folder, file, mailTexts, 'Uniflag');
  if (content === undefined) throw new ConfigError(problems);
  return content;
}

/** What `alerts` says of whom is alerted when. */
export function alertRules({ rules, quietHours, gatherMs }: Config['alerts']): AlertRules {
  const quiet = quietHours && {
    fromMinute: quietHours.from % 1_440,
    toMinute: quietHours.to % 1_440,
    daysOff: quietHours.daysOff,
  };
  return { rules, gatherMs, quietHours: quiet };
}
