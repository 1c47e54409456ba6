import { findTargets, type Find } from './find-targets.js';
import type { Resolution } from './resolution.js';
import { resolveTarget } from './resolve-target.js';
import type { PhoneReader, TargetRules } from './rules.js';

/** One row of `POST /v1/targets/resolve`. */
export type InputResolution = Resolution & {
  readonly input: string;
  /** Every distinct target in the text, without what stands around it; absent where the input is a target itself. */
  readonly finds?: readonly (Resolution & { readonly input: string })[];
};

/**
 * Resolves what staff gave for one target: something `resolveTarget` takes, or a text that holds it.
 *
 * A text with one find, however often it is repeated, resolves to that find, which also stands bare under `finds`. With
 * several it is `invalid` with reason `SEVERAL_TARGETS` and all of them under `finds`, reportable or not: which ones are
 * meant is for staff to say. Only a text that is no address itself is searched, so a refused address never resolves to
 * something inside it.
 */
export function resolveInput(
  input: string,
  rules: readonly TargetRules[],
  readPhone?: PhoneReader,
): InputResolution {
  const whole = resolveTarget(input, rules, readPhone);
  if (whole.reason !== 'NOT_AN_ADDRESS' && whole.reason !== 'TOO_LONG') return { input, ...whole };
  const found = distinct(findTargets(input, rules, readPhone));
  const finds = found.map((find) => ({ input: find.input, ...find.resolution }));
  const [first, second] = found;
  if (!first) return { input, ...whole };
  if (!second) return { input, ...first.resolution, finds };
  return { input, outcome: 'invalid', reason: 'SEVERAL_TARGETS', finds };
}

/** One find a target; an address that names none counts by its spelling. */
function distinct(finds: readonly Find[]): Find[] {
  const byIdentity = new Map<string, Find>();
  for (const find of finds) {
    const identity = find.resolution.outcome === 'resolved' ? find.resolution.key : `address ${find.input}`;
    if (!byIdentity.has(identity)) byIdentity.set(identity, find);
  }
  return [...byIdentity.values()];
}
