import {
  resolveInput,
  type InputResolution,
  type PhoneReader,
  type ResolveReason,
  type TargetRules,
} from '#core';
import type { FieldError } from '../field-error.js';

/** What staff can do about an input that names no exact target. */
export const resolveHints: Record<ResolveReason, string> = {
  EMPTY: 'Give an address, a name with its platform, or a telephone number.',
  SHORT_LINK_MUST_BE_OPENED:
    'This short link says nothing until it is opened, which Uniflag never does. Ask for the long address it leads to.',
  UNKNOWN_HOST: 'No platform known here uses this host. See GET /v1/platforms for the ones that are.',
  LOOK_ALIKE_HOST: 'This host only looks like a platform. Ask where the address came from.',
  UNKNOWN_SHAPE:
    'The platform is known, but this address names no post, profile, group or video. Ask for the exact one.',
  USERINFO_IN_ADDRESS:
    'The address hides its real host behind an @. Ask for the address shown by the platform itself.',
  IP_HOST: 'The address names a machine by number. Ask for the address shown by the platform itself.',
  TRUNCATED_ADDRESS: 'The address was cut short. Copy the whole one.',
  INTERNATIONAL_HOST:
    'The host has letters that platforms do not use. Ask for the address shown by the platform itself.',
  PORT_IN_ADDRESS: 'Platforms use no port number. Ask for the address shown by the platform itself.',
  NOT_HTTP: 'Only http and https addresses name a post.',
  NOT_AN_ADDRESS: 'This is no address, name or number that a platform knows.',
  HANDLE_NEEDS_PLATFORM: 'Say which platform the name belongs to, for example "instagram @name".',
  TOO_LONG: 'The address is too long to be one. Paste only the address.',
  TOO_MANY_WRAPPERS: 'The address is wrapped in too many others. Paste the innermost one.',
  SEVERAL_TARGETS: 'This text holds several addresses. File each as a target of its own.',
  CONTROL_CHARACTERS: 'The text holds characters that cannot be typed. Copy the address again.',
};

/** Turns what staff pasted into targets. No network, ever. */
export class ResolveTargets {
  constructor(
    private readonly rules: readonly TargetRules[],
    readonly readPhone: PhoneReader,
  ) {}

  run(inputs: readonly string[]): readonly InputResolution[] {
    return inputs.map((input) => resolveInput(input, this.rules, this.readPhone));
  }
}

/** The error of a target that did not resolve. */
export function targetError(index: number, resolution: InputResolution): FieldError {
  const reason = resolution.reason ?? 'NOT_AN_ADDRESS';
  return { pointer: `/targets/${index}/input`, code: `TARGET.${reason}`, detail: resolveHints[reason] };
}
