import { join } from 'node:path';
import { attentionWords, dailyPoints, languages, urgencies, weekFigures, weeklyPoints } from '#core';
import { z } from 'zod';
import { checkedFile } from './checked-file.js';
import { ConfigError } from './config-error.js';
import { packageRoot } from './package-root.js';
import { textWith } from './text-with.js';

const file = 'digests/mails.yaml';

/** By the plural of the language; `other` is needed in every one. */
const counted = (...more: readonly string[]) =>
  z.strictObject({
    one: textWith('count', ...more).exactOptional(),
    other: textWith('count', ...more),
  });

const mailTexts = z.record(
  z.enum(languages),
  z.strictObject({
    daily: z.strictObject({
      sentences: z.record(z.enum(dailyPoints), counted()),
      lines: z.record(z.enum(dailyPoints), textWith('count')),
      first: textWith(),
      words: z.record(z.enum(attentionWords), textWith()),
      limit: textWith('time'),
      over: textWith('time'),
      waiting: textWith(),
      usuallyBy: textWith('time'),
    }),
    weekly: z.strictObject({
      sentences: z.record(z.enum(weeklyPoints), counted('acted')),
      quiet: textWith(),
      period: textWith('from', 'to'),
      rehearsed: textWith(),
      filed: textWith('count'),
      lines: z.record(z.enum(weekFigures), textWith('count')),
      waiting: textWith('count', 'overdue'),
    }),
    urgencies: z.record(z.enum(urgencies), textWith()),
    open: textWith(),
    why: textWith(),
  }),
);

/**
 * Reads and checks the words of digests.
 *
 * @throws ConfigError with one sentence a mistake, naming file and place
 */
export function loadDigestTexts(folder = join(packageRoot(), 'config')): z.output<typeof mailTexts> {
  const { content, problems } = checkedFile(folder, file, mailTexts, 'Uniflag');
  if (content === undefined) throw new ConfigError(problems);
  return content;
}
