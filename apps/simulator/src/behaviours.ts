import {
  simulatedFaults,
  simulatedFollowUps,
  type PlatformSimulation,
  type SimulatedFault,
  type SimulatedFollowUp,
  type SimulationStep,
} from '#platform-kit/simulation';

/** What one platform's stand-in can be told to do. */
export interface PlatformBehaviours {
  readonly platform: string;
  readonly replies: readonly string[];
  readonly faults: readonly SimulatedFault[];
  /** What a step can wait for. */
  readonly until: readonly SimulatedFollowUp[];
  readonly defaultSteps: readonly SimulationStep[];
}

export function behavioursOf(simulations: readonly PlatformSimulation[]): PlatformBehaviours[] {
  return simulations.map(({ platform, replies, defaultSteps }) => ({
    ...{ platform, replies, defaultSteps },
    ...{ faults: simulatedFaults, until: simulatedFollowUps },
  }));
}
