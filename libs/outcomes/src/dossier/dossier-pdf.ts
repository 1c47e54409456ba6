import type { Language } from '#core';
import { TaggedPaper } from '../pdf/tagged-paper.js';
import { hasMissingSigns } from '../pdf/typeface.js';
import { disappeared, writeCertificate } from './certificate.js';
import type { DossierContent, DossierEvent, DossierNotice, DossierReply, DossierTarget } from './content.js';
import type { ChainEnd } from './event-chain.js';
import { dossierTexts, fill, type DossierTexts } from './texts/texts.js';
import { timeIn } from './time.js';

/** The dossier to be read, with the certificate as its last page where anything was seen gone. */
export async function dossierPdf(
  content: DossierContent,
  end: ChainEnd,
  language: Language,
): Promise<Buffer> {
  const texts = dossierTexts[language];
  const paper = paperOf(content, texts.title, language);
  const writing: Writing = { paper, content, texts, language };
  paper.heading(1, fill(texts.title, about(content)));
  for (const sentence of texts.intro) paper.paragraph(fill(sentence, about(content)));
  if (content.withheld.length > 0)
    paper.paragraph(fill(texts.withheld, { parts: content.withheld.join(', ') }), { bold: true });
  if (hasMissingSigns(JSON.stringify(content))) paper.paragraph(texts.missingSigns);
  writeReport(writing, end);
  writeTargets(writing);
  await writeTimeline(writing);
  writeNotices(writing);
  writeMessages(writing);
  writeReplies(writing);
  await writeObservations(writing);
  writeHowToVerify(writing);
  if (disappeared(content).length > 0) await writeCertificate(paper.newPage(), content, end, texts);
  return paper.end();
}

/** The certificate by itself; undefined where nothing was seen gone. */
export async function certificatePdf(
  content: DossierContent,
  end: ChainEnd,
  language: Language,
): Promise<Buffer | undefined> {
  if (disappeared(content).length === 0) return undefined;
  const texts = dossierTexts[language];
  const paper = paperOf(content, `${texts.certificate.title} {reference}`, language);
  await writeCertificate(paper, content, end, texts);
  return paper.end();
}

interface Writing {
  readonly paper: TaggedPaper;
  readonly content: DossierContent;
  readonly texts: DossierTexts;
  readonly language: Language;
}

function paperOf(content: DossierContent, title: string, language: Language): TaggedPaper {
  const { organisation, report, events } = content;
  const { reference } = report;
  return new TaggedPaper({
    title: fill(title, { reference }),
    ...{ subject: reference, author: organisation, language },
    asOfMs: Date.parse(events.at(-1)?.timestamp ?? report.filedAt),
    foot: (page, pages) => fill(dossierTexts[language].foot, { reference, page, pages }),
  });
}

function about({ organisation, report: { reference } }: DossierContent) {
  return { organisation, reference };
}

function writeReport({ paper, content, texts, language }: Writing, end: ChainEnd): void {
  const { report, organisation, events, withheld } = content;
  const { codes, report: names } = texts;
  paper.heading(2, names.heading).facts([
    [names.reference, report.reference],
    [names.by, organisation],
    [names.category, report.categoryLabels[language]],
    [names.status, codes.status[report.status]],
    [names.filedAt, timeIn(report.filedAt)],
    [names.asOf, timeIn(events.at(-1)?.timestamp ?? report.filedAt)],
    [names.callerRole, codes.role[report.callerRole] ?? report.callerRole],
    ...present(names.factsOn, report.factsOn),
    ...present(names.seenAt, report.seenAt && timeIn(report.seenAt)),
    [names.asks, report.asks.map((ask) => codes.ask[ask]).join('; ') || texts.none],
    ...report.referrals.map(({ key, state, recordedAt }): Fact => {
      return [names.referrals, `${key}, ${codes.referralState[state] ?? state}, ${timeIn(recordedAt)}`];
    }),
    [names.chain, `${end.events}, SHA-256 ${end.hash}`],
  ]);
  paper.heading(3, names.explanation);
  if (withheld.includes('EXPLANATION')) paper.paragraph(texts.withheldHere);
  else paper.paragraph(report.explanation ?? texts.none, { language: report.language });
  for (const [to, text] of Object.entries(report.translations))
    paper.heading(3, fill(names.translation, { language: to })).paragraph(text, { language: to });
}

function writeTargets({ paper, content, texts }: Writing): void {
  paper.heading(2, texts.targets.heading);
  for (const target of content.targets) {
    paper.heading(3, `${target.reference} · ${target.platform}`);
    if (target.isRehearsed) paper.paragraph(texts.targets.rehearsed, { bold: true });
    paper.facts(targetFacts(target, texts));
  }
}

function targetFacts(target: DossierTarget, { codes, targets: names, withheldHere }: DossierTexts): Fact[] {
  const { decidedAt, effects, territories, verification, verifiedAt } = target;
  const answers = Object.entries(target.askAnswers) as [
    keyof typeof codes.ask,
    keyof typeof codes.askAnswer,
  ][];
  return [
    [names.address, target.address ?? withheldHere],
    [names.kind, codes.targetKind[target.kind] ?? target.kind],
    ...present(names.locator, target.locator),
    [names.channel, target.channel],
    [names.regime, codes.regime[target.regime]],
    [names.standsAt, codes.word[target.word]],
    ...present(names.sentAt, target.sentAt && timeIn(target.sentAt)),
    ...present(names.platformNumber, target.externalRef),
    [names.decision, joined([codes.decision[target.decision], decidedAt && timeIn(decidedAt)])],
    ...present(names.effects, joined([...effects.map((effect) => codes.effect[effect]), ...territories])),
    ...present(names.refusal, target.refusalReason && codes.refusal[target.refusalReason]),
    [names.seen, joined([codes.verification[verification], verifiedAt && timeIn(verifiedAt)])],
    ...present(
      names.answers,
      joined(answers.map(([ask, answer]) => `${codes.ask[ask]}: ${codes.askAnswer[answer]}`)),
    ),
  ];
}

async function writeTimeline({ paper, content, texts }: Writing): Promise<void> {
  const { heading, note, number, at, what } = texts.timeline;
  const referenceOf = new Map(
    content.targets.map(({ submissionId, reference }) => [submissionId, reference]),
  );
  paper.heading(2, heading).paragraph(note);
  await paper.table(
    [
      { title: number, share: 0.08 },
      { title: at, share: 0.24 },
      { title: what, share: 0.68 },
    ],
    content.events.map((event) => [
      String(event.sequence),
      timeIn(event.timestamp),
      happened(event, referenceOf.get(event.submissionId ?? ''), texts),
    ]),
  );
}

function happened(event: DossierEvent, reference: string | undefined, { codes }: DossierTexts): string {
  const {
    effects = [],
    refusalReason,
    reason,
    channel,
    visibility,
    observedAt,
    referral,
    actor,
  } = event.detail;
  const seen = Object.entries(codes.verification).find(([code]) => code === visibility)?.[1] ?? visibility;
  const said = joined([
    event.word ? codes.word[event.word] : codes.status[event.status],
    ...effects.map((effect) => codes.effect[effect]),
    refusalReason && codes.refusal[refusalReason],
    seen && joined([seen, observedAt && timeIn(observedAt)]),
    ...[channel, reason, referral],
    actor && codes.actor[actor],
  ]);
  return `${reference === undefined ? '' : `${reference}: `}${codes.event[event.type]} (${said})`;
}

function writeNotices(writing: Writing): void {
  const { paper, content, texts } = writing;
  paper.heading(2, texts.notices.heading);
  if (content.notices.length === 0) paper.paragraph(texts.none);
  for (const notice of content.notices) writeNotice(writing, notice);
}

function writeNotice({ paper, content, texts }: Writing, notice: DossierNotice): void {
  const { codes, notices: names } = texts;
  paper.heading(3, notice.reference);
  if (notice.isByHand) paper.paragraph(names.byHand);
  if (notice.attempts.length > 0)
    paper.list(
      notice.attempts.map(({ startedAt, number, channel, outcome, code, receipt, messageId }) =>
        [
          fill(names.attempt, { at: timeIn(startedAt), number, channel, outcome: codes.send[outcome] }),
          ...(code === null ? [] : [code]),
          ...(receipt === null ? [] : [fill(names.receipt, { receipt })]),
          fill(names.messageId, { messageId }),
        ].join('. '),
      ),
    );
  if (notice.sharedWith !== null) paper.paragraph(fill(names.sharedWith, { reference: notice.sharedWith }));
  else if (content.withheld.includes('NOTICES')) paper.paragraph(texts.withheldHere);
  else if (notice.text === 'NONE') paper.paragraph(names.notKept);
  else if (!notice.isByHand || notice.text === 'AS_SENT')
    paper.paragraph(notice.text === 'AS_SENT' ? names.asSent : names.composed);
  if (notice.fields.length > 0) paper.facts(notice.fields.map(({ label, value }) => [label, value]));
}

function writeMessages({ paper, content, texts }: Writing): void {
  if (content.messages.length === 0) return;
  paper.heading(2, texts.messages.heading);
  for (const { reference, purpose, state, at, text } of content.messages) {
    paper.heading(3, `${reference}: ${fill(texts.messages.message, { at: timeIn(at), purpose, state })}`);
    if (text !== null) paper.paragraph(text);
  }
}

function writeReplies({ paper, content, texts }: Writing): void {
  const { replies: names } = texts;
  paper.heading(2, names.heading);
  paper.paragraph(content.replies.length === 0 ? texts.none : names.note);
  for (const reply of content.replies) {
    const { reference, receivedAt, platform, meaning, attachments } = reply;
    paper.heading(3, `${reference}: ${fill(names.reply, { at: timeIn(receivedAt), platform })}`);
    if (meaning.length > 0) paper.paragraph(fill(names.meaning, { meaning: meaning.join(', ') }));
    writeReplyText(paper, reply, texts);
    if (attachments.length > 0)
      paper.paragraph(
        fill(names.attachments, {
          attachments: attachments.map(({ name, sizeBytes }) => `${name} (${sizeBytes})`).join(', '),
        }),
      );
  }
}

function writeReplyText(
  paper: TaggedPaper,
  reply: DossierReply,
  { replies: names, withheldHere }: DossierTexts,
): void {
  switch (reply.textState) {
    case 'NEEDS_ROLE':
      return void paper.paragraph(withheldHere);
    case 'SHOWN_ONCE':
      return void paper.paragraph(names.shownOnce);
    case 'DESTROYED':
      return void paper.paragraph(names.destroyed);
    case 'READABLE':
      if (reply.isIncomplete) paper.paragraph(names.incomplete);
      if (reply.subject !== '')
        paper.paragraph(fill(names.subject, { subject: reply.subject }), { bold: true });
      if (reply.text !== '') paper.paragraph(reply.text);
  }
}

async function writeObservations({ paper, content, texts }: Writing): Promise<void> {
  const { codes, observations: names } = texts;
  const { organisation, observations, targets } = content;
  const rehearsed = new Set(
    targets.filter(({ isRehearsed }) => isRehearsed).map(({ reference }) => reference),
  );
  paper.heading(2, names.heading).paragraph(names.note);
  if (observations.length === 0) return void paper.paragraph(texts.none);
  if (observations.some(({ reference }) => rehearsed.has(reference)))
    paper.paragraph(texts.targets.rehearsed, { bold: true });
  await paper.table(
    [
      { title: names.submission, share: 0.26 },
      { title: names.seenAt, share: 0.16 },
      { title: names.seen, share: 0.18 },
      { title: names.recordedAt, share: 0.16 },
      { title: names.by, share: 0.24 },
    ],
    observations.map(({ reference, observedAt, seen, effects, recordedAt, by }) => [
      reference,
      timeIn(observedAt),
      joined([codes.verification[seen], ...effects.map((effect) => codes.effect[effect])]),
      timeIn(recordedAt),
      fill(codes.observer[by], { organisation }),
    ]),
  );
}

function writeHowToVerify({ paper, content, texts }: Writing): void {
  const { heading, steps, proves, limitsHeading, limits } = texts.verify;
  const named = (sentence: string) => fill(sentence, about(content));
  paper.heading(2, heading).list(steps.map(named)).paragraph(named(proves));
  paper.heading(3, limitsHeading).list(limits.map(named));
}

type Fact = readonly [name: string, value: string];

function present(name: string, value: string | null | undefined): Fact[] {
  return value ? [[name, value]] : [];
}

function joined(parts: readonly (string | null | undefined)[]): string {
  return parts.filter((part) => part).join(', ');
}
