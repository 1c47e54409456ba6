import type { House } from '../support/house.js';
import type { Filed } from './file-reports.js';

interface Page {
  readonly data: readonly any[];
  readonly nextCursor: string | null;
}

/** The people of the helpline: once a day they do what waits for them and what the script has them do. */
export class Staff {
  /** Platform of each reply whose names were read. */
  readonly namesShown: string[] = [];
  private readonly bySubmission: ReadonlyMap<string, Filed>;

  constructor(
    private readonly house: House,
    private readonly filed: readonly Filed[],
  ) {
    this.bySubmission = new Map(filed.map((each) => [each.submissionId, each]));
  }

  /** @param day 0 is the day of filing */
  async work(day: number): Promise<void> {
    await this.decideUncertain();
    await this.handOff();
    await this.answerQuestions();
    await this.look(day);
    await this.readNames();
    if (day === 2) await this.readElsewhere();
  }

  private async decideUncertain(): Promise<void> {
    for (const { submissionId, part: decision } of await this.standingAt(
      'delivery_uncertain',
      ({ uncertain }) => uncertain,
    )) {
      const path = `/v1/submissions/${submissionId}`;
      if (decision === 'withdraw') await this.act('POST', `${path}/withdraw`);
      else await this.act('POST', `${path}/resend`, { decision: 'ARRIVED' });
    }
  }

  private async handOff(): Promise<void> {
    for (const { id, submissionId, channel } of await this.all('/v1/tasks')) {
      const staff = this.bySubmission.get(submissionId)?.target.behaviour.staff;
      if (!staff?.handsOff) continue;
      const { fields } = await this.act('GET', `/v1/tasks/${id}`);
      const number = staff.fillsForm ? await this.fillForm(channel, fields) : undefined;
      const isInApp = channel.endsWith('-in-app');
      await this.act('POST', `/v1/submissions/${submissionId}/handoff`, {
        ...(isInApp ? {} : { externalRef: number ?? `SYN-${submissionId.slice(-8)}` }),
      });
    }
  }

  /** What a person types into the platform's form. @returns its number */
  private async fillForm(channel: string, fields: readonly { value: string }[]): Promise<string> {
    const [platform] = channel.startsWith('yt-') ? ['youtube'] : [channel];
    const answer = await fetch(`${this.house.simulator.httpUrl}/${platform}/forms/${channel}`, {
      method: 'POST',
      body: JSON.stringify({
        replyTo: `replies+${platform}@${this.house.config.mail.inbound.domain}`,
        text: fields.map(({ value }) => value).join('\n'),
      }),
    });
    return ((await answer.json()) as { case: string }).case;
  }

  private async answerQuestions(): Promise<void> {
    for (const { submissionId } of await this.standingAt('info_requested', ({ answers }) => answers))
      await this.act('POST', `/v1/submissions/${submissionId}/information`, { text: 'Synthetic details.' });
  }

  private async look(day: number): Promise<void> {
    for (const { submissionId, isSecondLook } of await this.all('/v1/looks')) {
      const sees = this.bySubmission.get(submissionId)?.target.behaviour.staff.sees;
      const seen = sees?.[Math.min(day, sees.length - 1)];
      if (seen === undefined) continue;
      const path = `/v1/submissions/${submissionId}/verification`;
      await this.act('POST', path, { seen, by: isSecondLook ? 'MEMBER' : 'STAFF' });
    }
  }

  /** Names are read once, for the police. */
  private async readNames(): Promise<void> {
    for (const { id, platform } of await this.all('/v1/replies?state=NAMES_PERSONS')) {
      const { text } = await this.act('POST', `/v1/replies/${id}/show-once`);
      if (text !== '') this.namesShown.push(platform);
    }
  }

  private async readElsewhere(): Promise<void> {
    for (const { submissionId, target } of this.filed) {
      const { reads, route } = target.behaviour.staff;
      if (reads) await this.act('POST', `/v1/submissions/${submissionId}/reply`, reads);
      if (route) await this.act('POST', `/v1/submissions/${submissionId}/remedy`, { route });
    }
  }

  /** Submissions at a word about which the script says something. */
  private async standingAt<T>(
    word: string,
    part: (staff: Filed['target']['behaviour']['staff']) => T | undefined,
  ) {
    const reports = await this.all(`/v1/reports?word=${word}`);
    const ids = new Set(reports.map(({ id }) => id as string));
    const standing: { submissionId: string; part: T }[] = [];
    for (const { reportId, submissionId, target } of this.filed) {
      const scripted = part(target.behaviour.staff);
      if (scripted === undefined || !ids.has(reportId)) continue;
      const report = await this.act('GET', `/v1/reports/${reportId}`);
      const now = report.submissions.find(({ id }: { id: string }) => id === submissionId);
      if (now.word === word) standing.push({ submissionId, part: scripted });
    }
    return standing;
  }

  async all(path: string): Promise<any[]> {
    const rows: any[] = [];
    for (let cursor: string | null = ''; cursor !== null;) {
      const page: Page = await this.act(
        'GET',
        `${path}${path.includes('?') ? '&' : '?'}limit=100${cursor && `&cursor=${cursor}`}`,
      );
      rows.push(...page.data);
      cursor = page.nextCursor;
    }
    return rows;
  }

  async act(method: string, path: string, body?: object): Promise<any> {
    const answer = await this.house.request<any>(method, path, body ?? (method === 'POST' ? {} : undefined));
    if (answer.status >= 300)
      throw new Error(`${method} ${path}: ${answer.status} ${JSON.stringify(answer.body)}`);
    return answer.body;
  }
}
