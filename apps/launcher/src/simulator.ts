/** What a platform's stand-in does with the notice about one target. */
export interface Scenario {
  readonly platform: string;
  readonly match: { readonly key: string };
  /** Played in this order; `afterMs` counts from the step before. */
  readonly steps: readonly { readonly afterMs: number; readonly reply: string }[];
}

/** @throws Error with the simulator's own words where it refuses the scenario */
export async function setScenario(simulatorUrl: string, scenario: Scenario): Promise<void> {
  const response = await fetch(new URL('/_scenario', simulatorUrl), {
    method: 'PUT',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(scenario),
    signal: AbortSignal.timeout(10_000),
  });
  if (!response.ok)
    throw new Error(`The simulator refused a scenario (${response.status}): ${await response.text()}`);
}
