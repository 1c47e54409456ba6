import { AsyncLocalStorage } from 'node:async_hooks';

/** Who acts, as the record keeps it: codes and ids alone. */
export interface Actor {
  readonly kind: 'PERSON' | 'KEY';
  /** Id of the person or the API key. */
  readonly id: string;
  /** What was asked: the operation of the API. */
  readonly operation: string;
  /** The network it came from, such as `192.0.2.0/24`; null where that is unknown. */
  readonly origin: string | null;
  /** Id of the reason that was given, where one had to be. */
  readonly reasonId: string | null;
}

/**
 * Who acts stands beside the call rather than in every use case between the door and the statement that writes the event:
 * none of them decides anything by it, and none can forget to hand it on.
 */
const acting = new AsyncLocalStorage<Actor>();

/** Runs `work` as this actor: events that it writes say so. */
export function actAs<Result>(actor: Actor, work: () => Result): Result {
  return acting.run(actor, work);
}

/** Who acts; null is the machine. */
export function currentActor(): Actor | null {
  return acting.getStore() ?? null;
}
