import { languages, urgencies } from '#core';
import { z } from 'zod';
import { address, durationMs, flag, list, mailAddress, minuteOfDay, oneOf, orNull } from './setting-types.js';

const secondMs = 1_000;
const dayMs = 86_400_000;

const recipientName = () =>
  z.string('must be text').regex(/^[a-z][A-Za-z0-9]*$/, 'must be a name such as onCall');

const alertStep = z.strictObject({
  to: list(recipientName()),
  outsideHoursTo: list(recipientName()).exactOptional(),
  afterMs: durationMs(0, 30 * dayMs),
});

/** Kinds are bound to no list: a rule may name one that this version does not raise yet. */
const alertRule = z.strictObject({
  kinds: list(
    z
      .string('must be text')
      .regex(/^[A-Z][A-Z_]{2,39}$/, 'must be a kind in capitals, such as INFORMATION_REQUESTED'),
  ).exactOptional(),
  urgencies: list(oneOf(urgencies)).exactOptional(),
  breaksQuietHours: flag().default(false),
  steps: z.array(alertStep, 'must be a list of steps, [] for the console alone'),
});

/** What is told to staff, when, and whom. */
export const alerts = z
  .strictObject({
    languages: list(oneOf(languages)),
    from: orNull(mailAddress()),
    consoleUrl: orNull(
      address(['http:', 'https:'], 'https://uniflag.example.org').refine(
        (url) => !url.endsWith('/'),
        'must not end in a slash',
      ),
    ),
    addresses: z.record(recipientName(), orNull(list(mailAddress()))),
    quietHours: orNull(
      z
        .strictObject({ from: minuteOfDay(), to: minuteOfDay(), daysOff: flag() })
        .refine(({ from, to }) => from % 1_440 !== to % 1_440, {
          path: ['to'],
          message: 'must be another time than alerts.quietHours.from; null has no quiet hours',
        }),
    ),
    gatherMs: durationMs(0, 60 * 60 * secondMs),
    retryScheduleMs: list(durationMs(0, dayMs)),
    rules: z.array(alertRule, 'must be a list of rules'),
  })
  .superRefine(({ addresses, rules }, context) => {
    for (const [rule, { steps }] of rules.entries())
      for (const [step, recipients] of steps.entries())
        for (const field of ['to', 'outsideHoursTo'] as const)
          for (const name of recipients[field] ?? [])
            if (!Object.hasOwn(addresses, name))
              context.addIssue({
                code: 'custom',
                path: ['rules', rule, 'steps', step, field],
                message: `names ${name}, which is not in alerts.addresses (${Object.keys(addresses).join(', ')})`,
              });
  });
