import type { DossierContent, DossierObservation, DossierTarget } from './content.js';
import type { ChainEnd } from './event-chain.js';
import { fill, type DossierTexts } from './texts/texts.js';
import { timeIn } from './time.js';
import type { TaggedPaper } from '../pdf/tagged-paper.js';

/** So many targets leave room on the page for what it does not prove. */
const mostOnOnePage = 6;

/**
 * What was seen gone the last time that anybody looked. Of what was rehearsed nothing is certified: a simulator answered.
 */
export function disappeared({ targets, observations }: Pick<DossierContent, 'targets' | 'observations'>) {
  return targets.flatMap((target): Disappeared[] => {
    if (target.isRehearsed) return [];
    const looks = observations
      .filter(({ submissionId, seen }) => submissionId === target.submissionId && seen !== 'UNCHECKABLE')
      .sort((one, other) => one.observedAt.localeCompare(other.observedAt));
    const lastSeen = looks.findLastIndex(({ seen }) => seen !== 'GONE');
    const gone = looks.slice(lastSeen + 1);
    const [first] = gone;
    const last = gone.at(-1);
    return first && last ? [{ target, first, last, count: gone.length }] : [];
  });
}

export interface Disappeared {
  readonly target: DossierTarget;
  /** The first and the last of the looks that saw it gone, one after the other. */
  readonly first: DossierObservation;
  readonly last: DossierObservation;
  readonly count: number;
}

/** Fills one page. */
export async function writeCertificate(
  paper: TaggedPaper,
  content: DossierContent,
  end: ChainEnd,
  texts: DossierTexts,
): Promise<void> {
  const { organisation, report, events } = content;
  const { certificate } = texts;
  const about = { organisation, reference: report.reference };
  const gone = disappeared(content);
  paper.heading(1, certificate.title).paragraph(fill(certificate.intro, about));
  await paper.table(
    [
      { title: certificate.address, share: 0.46 },
      { title: certificate.lastSeenGone, share: 0.3 },
      { title: certificate.by, share: 0.24 },
    ],
    gone
      .slice(0, mostOnOnePage)
      .map(({ target, first, last, count }) => [
        `${target.reference}\n${shortened(target.address ?? texts.withheldHere)}`,
        fill(certificate.looks, { count, since: timeIn(first.observedAt), at: timeIn(last.observedAt) }),
        fill(texts.codes.observer[last.by], about),
      ]),
  );
  if (gone.length > mostOnOnePage)
    paper.paragraph(fill(certificate.more, { count: gone.length - mostOnOnePage }));
  paper.heading(2, certificate.limitsHeading).list(certificate.limits);
  const asOf = timeIn(events.at(-1)?.timestamp ?? report.filedAt);
  paper.paragraph(fill(certificate.basis, { ...about, events: end.events, asOf, hash: end.hash }), {
    muted: true,
  });
}

/** A page has room for so much of an address; the dossier has it whole. */
function shortened(address: string): string {
  return address.length > 120 ? `${address.slice(0, 119)}…` : address;
}
