import type { MailOutcome } from '#application';

/** What the SMTP client's errors carry; the server's words are never passed on, for they name addresses. */
export interface SmtpFailure {
  readonly code?: string | undefined;
  readonly originalCode?: string | undefined;
  readonly responseCode?: number | undefined;
  readonly response?: string | undefined;
  readonly command?: string | undefined;
}

/**
 * What a failed send means for the mail.
 *
 * Before the message itself was begun nothing can have arrived: only a 5xx that answers this mail (its sender,
 * recipient, size) is final; a server that refuses us altogether (greeting, TLS, sign-in) may take the mail tomorrow.
 * From the first byte of the message on, only a complete 4xx or 5xx answer says that it was not taken.
 *
 * @param hasBegun whether a byte of the message was handed to the connection
 */
export function outcomeOfFailure(failure: SmtpFailure, hasBegun: boolean): MailOutcome {
  const answered = failure.responseCode ?? 0;
  const reason = reasonOf(failure);
  if (hasBegun) {
    const isAnswerToMessage = failure.code === 'EMESSAGE' && failure.command === 'DATA';
    if (isAnswerToMessage && answered >= 500 && answered < 600) return { outcome: 'rejected', reason };
    if (isAnswerToMessage && answered >= 400 && answered < 500) return { outcome: 'deferred', reason };
    return { outcome: 'unknown', reason };
  }
  if (failure.code === 'EMESSAGE' && answered === 0)
    return { outcome: 'rejected', reason: 'the mail is larger than the mail server takes' };
  const isAboutThisMail = /^(?:MAIL FROM|RCPT TO|DATA)$/.test(failure.command ?? '');
  const isFinal = answered >= 500 && answered < 600 && !sessionCodes.has(answered);
  return isAboutThisMail && isFinal ? { outcome: 'rejected', reason } : { outcome: 'deferred', reason };
}

/** The server's answer to an accepted mail, as a receipt: one line, no addresses. */
export function receiptOf(response: string): string {
  return response
    .slice(0, 1_000)
    .replace(/[^\s<>"',;:()[\]]*@[^\s<>"',;:()[\]]*/g, '…')
    .replace(/[^\u0020-\u007e…]+/g, ' ')
    .trim()
    .slice(0, 200);
}

/** 5xx that speak of the session: bad sequence, sign-in or TLS needed first. */
const sessionCodes = new Set([503, 530, 538]);

function reasonOf({ code, originalCode, responseCode, response, command }: SmtpFailure): string {
  if (responseCode) {
    const detail = /^\d{3}[ -](\d\.\d{1,3}\.\d{1,3})\b/.exec(response ?? '')?.[1];
    const step = /^[A-Z]+(?: [A-Z]+)?/.exec(command ?? '')?.[0];
    return `the mail server answered ${responseCode}${detail ? ` ${detail}` : ''}${step ? ` to ${step}` : ''}`;
  }
  const codes = [code, originalCode].filter((each) => each !== undefined && /^[A-Z0-9_]{2,60}$/.test(each));
  return `no usable answer from the mail server (${codes.join(', ') || 'connection ended'})`;
}
