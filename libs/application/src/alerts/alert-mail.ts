import { runningClock, type Language, type Urgency } from '#core';
import type { ClaimedAlertMail, ToldAlert } from '../ports/alert-store.js';
import { filled } from '../filled.js';
import type { OutgoingMail } from '../ports/mail-sender.js';

/** Words of a mail in one language; values stand in double braces. Source: config/alerts. */
export interface AlertTexts {
  readonly subject: string;
  readonly urgencies: Readonly<Record<Urgency, string>>;
  /** A sentence a kind, `{{platform}}` in it; OTHER for kinds it has none for. */
  readonly kinds: Readonly<Record<string, string>>;
  /** In place of a platform where it is about the report as a whole. */
  readonly wholeReport: string;
  readonly since: string;
  readonly limit: string;
  readonly passedOn: string;
  readonly take: string;
}

export interface AlertMailParts {
  readonly texts: Readonly<Record<Language, AlertTexts>>;
  /** Of the mails, in this order. */
  readonly languages: readonly Language[];
  readonly platformName: (key: string) => string;
  readonly from: string;
  /** Address of the console, without a slash at its end. */
  readonly consoleUrl: string;
  /** Of the times in it, such as `Europe/Brussels`. */
  readonly timeZone: string;
}

/** Writes a mail to staff: reference, kinds, urgency, platforms, times and a link. Nothing of what was reported. */
export class WriteAlertMail {
  constructor(private readonly parts: AlertMailParts) {}

  run({ address, messageId, reportReference, alerts, step }: ClaimedAlertMail): OutgoingMail {
    const { languages, from, consoleUrl, texts } = this.parts;
    const link = `${consoleUrl}/reports/${reportReference}`;
    const urgency = alerts[0]?.urgency ?? 'MEDIUM';
    const [first = 'en'] = languages;
    const subject = filled(texts[first].subject, {
      ...{ reference: reportReference, urgency: texts[first].urgencies[urgency] },
      what: alerts[0] ? this.sentence(alerts[0], first) : '',
      more: alerts.length > 1 ? ` (+${alerts.length - 1})` : '',
    });
    const parts = languages.map((language) => {
      const words = texts[language];
      return [
        `${reportReference} · ${words.urgencies[urgency]}`,
        ...(step > 0 ? [words.passedOn] : []),
        '',
        ...alerts.flatMap((alert) => this.lines(alert, language)),
        '',
        words.take,
        link,
      ].join('\n');
    });
    return {
      ...{ from, to: address, replyTo: from, messageId, subject },
      text: `${parts.join('\n\n--\n\n')}\n`,
      headers: {
        'Auto-Submitted': 'auto-generated',
        ...(urgency === 'CRITICAL' ? { Importance: 'high', 'X-Priority': '1' } : {}),
      },
    };
  }

  private lines(alert: ToldAlert, language: Language): string[] {
    const words = this.parts.texts[language];
    const time = new Intl.DateTimeFormat(language, {
      ...{ dateStyle: 'full', timeStyle: 'short', timeZone: this.parts.timeZone },
    } as const);
    const clock = alert.word === null ? null : runningClock(alert.word, alert.clocks);
    return [
      `- ${this.sentence(alert, language)}`,
      `  ${filled(words.since, { time: time.format(alert.createdAtMs) })}`,
      ...(clock ? [`  ${filled(words.limit, { time: time.format(clock.dueAtMs) })}`] : []),
    ];
  }

  private sentence({ kind, platform }: ToldAlert, language: Language): string {
    const { kinds, wholeReport } = this.parts.texts[language];
    const sentence = (Object.hasOwn(kinds, kind) ? kinds[kind] : kinds['OTHER']) ?? kind;
    return filled(sentence, {
      platform: platform === null ? wholeReport : this.parts.platformName(platform),
    });
  }
}
