/** One fault that was really injected. */
export interface InjectedFault {
  readonly kind: string;
  /** Process, link or platform; empty where there is only one. */
  readonly on: string;
  readonly fromMs: number;
  toMs: number;
}

/** What was injected, when and where: an uncertain submission needs one that hit its send. */
export class FaultRecord {
  readonly faults: InjectedFault[] = [];

  /** @param forMs how long it is meant to last; `end` says when it really ended */
  begin(kind: string, on: string, forMs: number): { readonly end: () => void } {
    const fromMs = Date.now();
    const fault: InjectedFault = { kind, on, fromMs, toMs: fromMs + forMs };
    this.faults.push(fault);
    return {
      end: () => {
        fault.toMs = Math.max(fault.toMs, Date.now());
      },
    };
  }

  /** One that was found out only when it was over. */
  past(kind: string, lastedMs: number): void {
    const toMs = Date.now();
    this.faults.push({ kind, on: '', fromMs: toMs - lastedMs, toMs });
  }
}
