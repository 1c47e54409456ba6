import { roles } from '#core';
import { Authenticator } from '../support/authenticator.js';
import type { House } from '../support/house.js';

/** Who proved themselves longer ago is refused what needs a fresh proof. */
const requestsOfASession = 300;

/** Somebody with every role, signed in as people are: by a link and a passkey. */
export class Seat {
  private cookie: string | undefined;
  private requests = 0;
  private people = 0;

  constructor(private readonly house: House) {}

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
    const { house } = this;
    this.people += 1;
    const mail = `synthetic.${this.people}@fuzz.invalid`;
    const person = { name: 'Synthetic', mail, roles, language: 'en' };
    const invited = await house.request<any>('POST', '/v1/people', person);
    const { code } = invited.body.link;
    const site = { domain: 'localhost', origin: `http://localhost:${new URL(house.apiUrl).port}` };
    const begun = await house.request<any>('POST', '/v1/person-links/passkey-options', { code });
    const { attempt, options } = begun.body;
    const passkey = { attempt, response: new Authenticator(site).create(options), name: 'Synthetic' };
    const accepted = await house.request<any>('POST', '/v1/person-links/accept', {
      ...{ code, language: 'en', passkey },
    });
    if (accepted.status !== 201) throw new Error(`nobody signs in: ${JSON.stringify(accepted.body)}`);
    this.cookie = accepted.headers.get('set-cookie')?.split(';')[0] ?? '';
    this.requests = 0;
  }
}
