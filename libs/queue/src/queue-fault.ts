/** Why the queue's server is not used until somebody acts; the sentence says how, and shows no secret. */
export class QueueFault extends Error {
  override readonly name = 'QueueFault';

  /** @param code stable, such as `QUEUE.EVICTS` */
  constructor(
    readonly code: string,
    sentence: string,
    options?: ErrorOptions,
  ) {
    super(sentence, options);
  }
}
