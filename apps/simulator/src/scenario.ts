import {
  simulatedFaults,
  simulatedFollowUps,
  type PlatformSimulation,
  type SimulationStep,
} from '#platform-kit/simulation';

/** What one platform, or one notice to it, gets for an answer. */
export interface Scenario {
  readonly platform: string;
  readonly match: ScenarioMatch;
  readonly steps: readonly SimulationStep[];
}

/** Which notices a scenario is for; none of them: all of the platform. */
export interface ScenarioMatch {
  /** Canonical key of a target, `platform:kind:id` or with more ids, percent-encoded. */
  readonly key?: string;
  /** A submission's or a report's reference. */
  readonly reference?: string;
  /** The next notice to the platform, and no other. */
  readonly next?: true;
}

export interface FieldProblem {
  /** JSON Pointer (RFC 6901) of the field. */
  readonly pointer: string;
  readonly code: string;
  readonly detail: string;
}

/** Checks what a person sent. */
export function readScenario(
  body: unknown,
  simulations: ReadonlyMap<string, PlatformSimulation>,
): { readonly scenario: Scenario } | { readonly problems: readonly FieldProblem[] } {
  if (!isRecord(body))
    return { problems: [problem('', 'type', 'must be a JSON object with platform, match and steps')] };
  const simulation = typeof body['platform'] === 'string' ? simulations.get(body['platform']) : undefined;
  if (simulation === undefined) {
    const known = [...simulations.keys()].join(', ');
    return { problems: [problem('/platform', 'unknown', `must be one of: ${known}`)] };
  }
  const problems = [
    ...unknownFields(body, '', ['platform', 'match', 'steps']),
    ...matchProblems(body['match'] ?? {}, simulation.platform),
    ...stepProblems(body['steps'], simulation),
  ];
  if (problems.length > 0) return { problems };
  const match = (body['match'] ?? {}) as ScenarioMatch;
  return { scenario: { platform: simulation.platform, match, steps: body['steps'] as SimulationStep[] } };
}

/** Ids of a canonical key, decoded; undefined where it is none. */
export function idsOfKey(
  key: string,
): { readonly platform: string; readonly ids: readonly string[] } | undefined {
  const [platform = '', kind = '', ...ids] = key.split(':');
  if (!platform || !kind || ids.length === 0 || ids.includes('')) return undefined;
  try {
    return { platform, ids: ids.map((id) => decodeURIComponent(id)) };
  } catch (error) {
    if (error instanceof URIError) return undefined;
    throw error;
  }
}

/** What is wrong with steps, whether a person sent them or a simulation has them as its default. */
export function stepProblems(steps: unknown, { replies, platform }: PlatformSimulation): FieldProblem[] {
  if (!Array.isArray(steps) || steps.length === 0 || steps.length > maxSteps)
    return [problem('/steps', 'type', `must be a list of 1 to ${maxSteps} steps`)];
  return (steps as unknown[]).flatMap((step, index) => {
    const at = `/steps/${index}`;
    if (!isRecord(step))
      return [problem(at, 'type', 'must be an object {afterMs, reply} or {afterMs, fault}')];
    const { afterMs, until, reply, fault } = step;
    const problems = unknownFields(step, at, ['afterMs', 'until', 'reply', 'fault']);
    if (!Number.isInteger(afterMs) || (afterMs as number) < 0 || (afterMs as number) > maxAfterMs)
      problems.push(problem(`${at}/afterMs`, 'range', `must be a whole number from 0 to ${maxAfterMs}`));
    if (until !== undefined && !(simulatedFollowUps as readonly unknown[]).includes(until))
      problems.push(
        problem(`${at}/until`, 'unknown', `must be one of: ${simulatedFollowUps.join(', ')}; or left out`),
      );
    if ((reply === undefined) === (fault === undefined))
      problems.push(problem(at, 'shape', 'must have either a reply or a fault'));
    if (reply !== undefined && !replies.includes(reply as string))
      problems.push(
        problem(`${at}/reply`, 'unknown', `${platform} knows: ${replies.join(', ') || 'no replies'}`),
      );
    if (fault !== undefined) problems.push(...faultProblems(fault, at, index, steps as unknown[]));
    return problems;
  });
}

const maxSteps = 100;
const maxAfterMs = 90 * 86_400_000;

function faultProblems(fault: unknown, at: string, index: number, steps: readonly unknown[]): FieldProblem[] {
  const pointer = `${at}/fault`;
  if (!(simulatedFaults as readonly unknown[]).includes(fault))
    return [problem(pointer, 'unknown', `must be one of: ${simulatedFaults.join(', ')}`)];
  if ((steps[index] as { until?: unknown }).until !== undefined)
    return [problem(`${at}/until`, 'order', 'must be left out: a fault befalls the notice itself')];
  if (fault === 'silence')
    return index === steps.length - 1 ? [] : [problem(pointer, 'order', 'nothing can follow a silence')];
  const problems: FieldProblem[] = [];
  if ((steps[index] as { afterMs?: unknown }).afterMs !== 0)
    problems.push(problem(`${at}/afterMs`, 'range', 'must be 0: a fault befalls the notice itself'));
  if (steps.slice(0, index).some((step) => isRecord(step) && step['reply'] !== undefined))
    problems.push(
      problem(pointer, 'order', 'must stand before the first reply: a fault befalls the notice itself'),
    );
  return problems;
}

function matchProblems(match: unknown, platform: string): FieldProblem[] {
  if (!isRecord(match))
    return [problem('/match', 'type', 'must be an object {key}, {reference} or {next: true}, or left out')];
  const problems = unknownFields(match, '/match', ['key', 'reference', 'next']);
  const { key, reference, next } = match;
  if ([key, reference, next].filter((each) => each !== undefined).length > 1)
    problems.push(problem('/match', 'shape', 'must have one of key, reference and next'));
  if (next !== undefined && next !== true)
    problems.push(problem('/match/next', 'type', 'must be true, or left out'));
  const parts = typeof key === 'string' ? idsOfKey(key) : undefined;
  if (key !== undefined && parts?.platform !== platform)
    problems.push(problem('/match/key', 'shape', `must be a canonical key such as ${platform}:kind:id`));
  if (reference !== undefined && (typeof reference !== 'string' || !/^[A-Za-z0-9-]{3,60}$/.test(reference)))
    problems.push(
      problem('/match/reference', 'shape', 'must be a reference such as UF-2026-000123-2-K7QM9A'),
    );
  return problems;
}

function unknownFields(
  record: Record<string, unknown>,
  at: string,
  known: readonly string[],
): FieldProblem[] {
  return Object.keys(record)
    .filter((name) => !known.includes(name))
    .map((name) =>
      problem(
        `${at}/${name.replace(/~/g, '~0').replace(/\//g, '~1')}`,
        'unknown',
        `must be left out; known are: ${known.join(', ')}`,
      ),
    );
}

function problem(pointer: string, code: string, detail: string): FieldProblem {
  return { pointer, code, detail };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
