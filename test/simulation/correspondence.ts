import type { IncomingReply, NoticeRequest, SendAttempt } from '#application';
import { unprovenOrigin, type Fact } from '#core';
import type { Cluster } from './cluster.js';
import type { FakePlatform, TakenFollowUp, TakenNotice } from './fake-platform.js';
import type { World } from './world.js';

/** One message of a platform, as it wrote it. */
export interface Message {
  readonly key: string;
  readonly platform: string;
  readonly reference: string;
  readonly isReadable: boolean;
  isAccepted: boolean;
}

const minuteMs = 60_000;
const dayMs = 1_440 * minuteMs;

/**
 * What platforms write back: at once, before we know that they took the notice, weeks later, twice, out of order. Each
 * message is offered until somebody takes it, as mail servers do.
 */
export class Correspondence {
  readonly messages: Message[] = [];

  constructor(private readonly parts: { readonly world: World; readonly cluster: Cluster }) {}

  answer(notice: TakenNotice, platform: FakePlatform): void {
    const { random, scheduler } = this.parts.world;
    // Mostly a desk writes about the notice, now and then about one of its targets.
    if (notice.isCompanion && random.chance(0.7)) return;
    const says = random.pick(conversations);
    for (const [index, kind] of says.entries()) {
      const message = this.newMessage(notice.reference, platform, kind !== 'nonsense');
      const waitMs = this.waitMs(index);
      const write = () => {
        const incoming = this.incoming(message, kind, notice, platform);
        void this.offer(message, incoming);
        if (random.chance(0.2))
          scheduler.after(random.between(0, 3) * dayMs, null, () => void this.offer(message, incoming));
      };
      scheduler.after(waitMs, null, write);
    }
  }

  /** What a platform says to our answer, or to our reminder; often nothing. */
  answerFollowUp({ reference, isAnswer }: TakenFollowUp, platform: FakePlatform): void {
    const { random, scheduler } = this.parts.world;
    const notice = platform.taken.findLast((each) => each.reference === reference);
    if (!notice || random.chance(0.4)) return;
    const kind = random.pick(isAnswer ? afterAnswers : afterReminders);
    scheduler.after(this.waitMs(0), null, () => {
      const message = this.newMessage(reference, platform, true);
      void this.offer(message, this.incoming(message, kind, notice, platform));
    });
  }

  /** The mail server of a platform sends a notice back, and may say first that it keeps trying. */
  bounce({ reference }: NoticeRequest, { messageId }: SendAttempt, platform: FakePlatform): void {
    const { world } = this.parts;
    world.took('notice that came back');
    for (const [index, isPermanent] of (world.random.chance(0.3) ? [false, true] : [true]).entries())
      world.scheduler.after(this.waitMs(index), null, () => {
        const message = this.newMessage(reference, platform, true);
        const envelope = this.envelope(message, platform);
        void this.offer(message, { ...envelope, inReplyTo: [messageId], bounce: { isPermanent } });
      });
  }

  /** Submission that a message is about. */
  ownerOf(messageKey: string): string | undefined {
    const reference = this.messages.find(({ key }) => messageKey.includes(key))?.reference;
    const rows = [...this.parts.world.database.submissions.values()];
    return rows.find(({ filed }) => filed.reference === reference)?.id;
  }

  private waitMs(index: number): number {
    const { random } = this.parts.world;
    const [least, most] = random.pick([
      ...[
        [0, 40],
        [0, 3_000],
        [minuteMs, 30 * minuteMs],
      ],
      ...[
        [60 * minuteMs, dayMs],
        [dayMs, 35 * dayMs],
      ],
    ] as const);
    return random.between(least, most) * (index + 1);
  }

  private incoming(
    message: Message,
    kind: Saying,
    notice: TakenNotice,
    platform: FakePlatform,
  ): IncomingReply {
    const { random, nowMs } = this.parts.world;
    const number = platform.numberOf(notice.reference);
    const names = random.pick(['reference', 'thread', 'number'] as const);
    const facts = kind === 'nonsense' ? undefined : sayings[kind](nowMs, number);
    return {
      ...this.envelope(message, platform),
      references: names === 'reference' ? [notice.reference] : [],
      inReplyTo: names === 'thread' ? [notice.messageId] : [],
      subject: `Report ${number}`,
      text: facts ? JSON.stringify(facts) : 'Synthetic words nobody understands.',
    };
  }

  private newMessage(reference: string, platform: FakePlatform, isReadable: boolean): Message {
    const key = `message-${this.messages.length + 1}@${platform.key}`;
    const message: Message = { key, platform: platform.key, reference, isReadable, isAccepted: false };
    this.messages.push(message);
    return message;
  }

  private envelope(message: Message, platform: FakePlatform): IncomingReply {
    const { nowMs } = this.parts.world;
    return {
      ...{ platform: platform.key, via: 'EMAIL', messageKey: message.key, references: [], inReplyTo: [] },
      ...{ writtenAtMs: nowMs, subject: '', text: '', from: 'desk@platform.example' },
      origin: { ...unprovenOrigin, fromDomain: 'platform.example', hasPassedDmarc: true },
      ...{ bounce: null, attachments: [], contentHash: new Uint8Array() },
    };
  }

  private async offer(message: Message, incoming: IncomingReply): Promise<void> {
    const { world, cluster } = this.parts;
    for (;;) {
      const alive = cluster.workers.filter(({ process }) => process.isAlive);
      try {
        if (alive.length === 0) throw new Error('nobody listens');
        const { process, cases } = world.random.pick(alive);
        const id = await process.request(() => cases.receiveReply.run(incoming));
        message.isAccepted = true;
        this.tookPath(message, id !== undefined);
        world.trace(message.platform, message.reference, () => `wrote ${incoming.text.slice(0, 60)}`);
        return;
      } catch (error) {
        world.trace(message.platform, message.reference, () => `will write again: ${String(error)}`);
        await new Promise<void>((resolve) =>
          world.scheduler.after(world.random.between(5_000, 600_000), null, resolve),
        );
      }
    }
  }

  private tookPath({ reference }: Message, isNew: boolean): void {
    const { world } = this.parts;
    if (!isNew) world.took('reply that came twice');
    for (const { filed, state } of world.database.submissions.values())
      if (filed.reference === reference && state.delivery === 'SENDING') world.took('early reply');
  }
}

const sayings = {
  received: (atMs: number, externalRef: string): Fact[] => [{ kind: 'acknowledged', atMs, externalRef }],
  reviewing: (atMs: number): Fact[] => [{ kind: 'reviewStarted', atMs }],
  asking: (atMs: number): Fact[] => [{ kind: 'informationRequested', atMs }],
  removed: (atMs: number): Fact[] => [{ kind: 'actioned', atMs, effects: ['CONTENT_REMOVED'] }],
  refused: (atMs: number): Fact[] => [{ kind: 'refused', atMs, reason: 'NO_POLICY_VIOLATION' }],
  reversed: (atMs: number): Fact[] => [{ kind: 'reversed', atMs }],
  memberFirst: (atMs: number): Fact[] => [{ kind: 'memberReportRequired', atMs, channel: 'sixth-mail' }],
};
type Saying = keyof typeof sayings | 'nonsense';

const afterAnswers: readonly Saying[] = ['reviewing', 'removed', 'refused', 'asking'];
const afterReminders: readonly Saying[] = ['received', 'reviewing', 'removed', 'asking'];

const conversations: readonly (readonly Saying[])[] = [
  [],
  ['received'],
  ['removed'],
  ['nonsense'],
  ['received', 'reviewing', 'removed'],
  ['received', 'asking', 'refused'],
  ['memberFirst', 'received'],
  ['received', 'removed', 'reversed'],
  ['reviewing', 'nonsense', 'removed', 'removed'],
];
