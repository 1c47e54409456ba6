import type { SimulatedMail } from '#platform-kit/simulation';
import type { Log } from '#telemetry';

export interface StaffMail extends SimulatedMail {
  /** Milliseconds since 1970, UTC. */
  readonly atMs: number;
}

/** Takes mail for `<anything>@staff.simulator.invalid`: alerts to staff of a rehearsal, no platform's business. */
export class StaffDesk {
  private readonly taken: StaffMail[] = [];

  constructor(
    private readonly now: () => number,
    private readonly log: Log,
  ) {}

  get mails(): readonly StaffMail[] {
    return this.taken;
  }

  isAt(address: string): boolean {
    return /@staff\.simulator\.invalid$/i.test(address);
  }

  take(mail: SimulatedMail): void {
    this.taken.push({ atMs: this.now(), ...mail });
    this.log.info('simulator.staff_mail', { subject: mail.subject });
  }
}
