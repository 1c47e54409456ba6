import { roles } from '#core';
import type { staffAt } from '../support/staff.js';

/** Who proved themselves longer ago is refused what needs a fresh proof. */
const requestsOfASession = 300;

/** Somebody with every role, signed in as people are: by a link and a passkey. */
export class Seat {
  private cookie: string | undefined;
  private requests = 0;

  constructor(private readonly staff: ReturnType<typeof staffAt>) {}

  /** Headers of a request of theirs; another person sits down once a session has ended. */
  async headers(): Promise<Record<string, string>> {
    if (this.cookie === undefined || this.requests >= requestsOfASession) await this.sitDown();
    this.requests += 1;
    return { cookie: this.cookie ?? '', 'sec-fetch-site': 'same-origin' };
  }

  /** The last request ended the session, or found that it had ended. */
  leave(): void {
    this.cookie = undefined;
  }

  private async sitDown(): Promise<void> {
    this.cookie = (await this.staff.withPasskey({ roles })).cookie;
    this.requests = 0;
  }
}
