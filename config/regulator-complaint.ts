import { join } from 'node:path';
import { languages } from '#core';
import { z } from 'zod';
import { ConfigError } from './config-error.js';
import { packageRoot } from './package-root.js';
import { readYaml } from './read-text.js';
import { fallbackMessage } from './sentences.js';
import { oneOf } from './setting-types.js';
import { certainties, day, source } from './taxonomy-schema.js';

const file = 'law/regulator-complaint.yaml';

/** Text with values in double braces, of which only these are known. */
function textWith(...known: readonly string[]) {
  return z
    .string('must be text')
    .min(1, 'must not be empty')
    .refine(
      (text) => [...text.matchAll(/\{\{(.*?)\}\}/g)].every(([, name = '']) => known.includes(name)),
      known.length === 0 ? 'holds no values in braces' : `may hold {{${known.join('}}, {{')}}} only`,
    );
}

const values = ['platform', 'reference', 'organisation', 'article'] as const;
const byRegime = () => z.strictObject({ DSA_ART16: textWith(), DSA_ART22: textWith() });
const factNames = ['reference', 'externalRef', 'category', 'sent', 'due', 'reminded', 'silent'] as const;

const complaintFile = z.strictObject({
  source,
  article: z.strictObject({
    number: z.string('must be text').min(1, 'must not be empty'),
    regulation: z.string('must be text'),
    certainty: oneOf(certainties),
    checkedOn: day(),
  }),
  website: z.url('must be an https address'),
  texts: z.record(
    z.enum(languages),
    z.strictObject({
      regulator: textWith(),
      subject: textWith(...values),
      opening: textWith(...values),
      standing: byRegime(),
      facts: z.record(z.enum(factNames), textWith('value')),
      infringement: byRegime(),
      request: textWith(),
      closing: textWith(...values),
    }),
  ),
});

export type ComplaintFile = z.output<typeof complaintFile>;

/**
 * Reads and checks the texts of a complaint to the Digital Services Coordinator.
 *
 * @throws ConfigError with one sentence a mistake, naming file and place
 */
export function loadRegulatorComplaint(folder = join(packageRoot(), 'config')): ComplaintFile {
  const path = join(folder, file);
  const checked = complaintFile.safeParse(readYaml(path, 'Uniflag'), { error: fallbackMessage });
  if (checked.success) return checked.data;
  throw new ConfigError(
    checked.error.issues.map(({ path: place, message }) => `config/${file}: ${place.join('.')} ${message}.`),
  );
}
