import { createHash } from 'node:crypto';
import { publicReference, type DescribedCategory } from '#core';

/** The words of XARF for abuse images; whoever classified an image knows which. */
export const xarfClassifications = ['baseline', 'A1', 'A2', 'B1', 'B2'] as const;
export type XarfClassification = (typeof xarfClassifications)[number];

export interface XarfQuestion {
  readonly category: Pick<DescribedCategory, 'minor' | 'codes'>;
  readonly report: {
    /** When somebody saw the content, ISO 8601; null where nobody said. */
    readonly seenAt: string | null;
    readonly createdAtMs: number;
    readonly callerRole: string;
  };
  readonly submission: {
    readonly id: string;
    readonly reference: string;
    readonly url: string | null;
    readonly isWithdrawn: boolean;
  };
  readonly organisation: { readonly name: string; readonly from: string };
  /** What stands nowhere in Uniflag, and whoever exports says. */
  readonly said: { readonly classification?: XarfClassification; readonly concernsMinor?: boolean };
}

/** Nothing in it was guessed: a field that nobody filled is missing. */
export type XarfDocument = Readonly<Record<string, unknown>>;

export interface XarfRefusal {
  readonly code:
    | 'XARF.NO_TYPE'
    | 'XARF.MINOR_UNKNOWN'
    | 'XARF.CLASSIFICATION_UNKNOWN'
    | 'XARF.DETECTION_UNKNOWN'
    | 'XARF.NO_ADDRESS'
    | 'XARF.WITHDRAWN';
  readonly detail: string;
}

/**
 * A submission in the words of XARF 4, where it has some for it.
 *
 * Source: github.com/xarf/xarf-spec, version 4.2.0; schemas and licence in test/compat/xarf.
 */
export function xarfOf(
  question: XarfQuestion,
): { readonly document: XarfDocument } | { readonly refusal: XarfRefusal } {
  const { category, report, submission, organisation, said } = question;
  const { xarf } = category.codes;
  if (!xarf)
    return refused('XARF.NO_TYPE', 'XARF has no type for this category: nothing that it says would be true.');
  if (xarf.onlyIfMinor && category.minor !== true && !said.concernsMinor)
    return refused(
      'XARF.MINOR_UNKNOWN',
      'XARF has a type for this where a minor is concerned, which the report does not say. If you know it, add minor=true.',
    );
  if (submission.isWithdrawn)
    return refused('XARF.WITHDRAWN', 'This was withdrawn, and is told to nobody else.');
  if (submission.url === null)
    return refused('XARF.NO_ADDRESS', 'XARF asks for an address, and this target has none.');
  if (xarf.type === 'csam' && said.classification === undefined)
    return refused(
      'XARF.CLASSIFICATION_UNKNOWN',
      `XARF asks how the material is classified, which Uniflag does not keep. If somebody did, add classification, one of ${xarfClassifications.join(', ')}.`,
    );
  const detection = detectionOf(xarf.type, report.callerRole);
  if (detection === null)
    return refused('XARF.DETECTION_UNKNOWN', 'XARF has no word for material that police reported to us.');
  const contact = contactOf(organisation);
  const { href, hostname } = new URL(submission.url);
  return {
    document: {
      xarf_version: '4.2.0',
      report_id: reportIdOf(submission.id),
      // The content was there then, for all we know.
      timestamp: new Date(report.seenAt ?? report.createdAtMs).toISOString(),
      ...{ reporter: contact, sender: contact },
      ...{ source_identifier: hostname, category: 'content', type: xarf.type },
      ...{ url: href, domain: hostname, detection_method: detection },
      ...(detection === 'user_report' ? { evidence_source: detection } : {}),
      ...(xarf.type === 'csam'
        ? { classification: said.classification }
        : { exploitation_type: xarf.exploitationType }),
      tags: [`reference:${publicReference(submission.reference).toLowerCase()}`],
    },
  };
}

function refused(code: XarfRefusal['code'], detail: string) {
  return { refusal: { code, detail } };
}

/** Helplines are called: somebody told us, and no machine looked. */
function detectionOf(type: 'csam' | 'csem', caller: string): string | null {
  if (caller !== 'POLICE') return 'user_report';
  return type === 'csem' ? 'law_enforcement_referral' : null;
}

function contactOf({ name, from }: XarfQuestion['organisation']) {
  return { org: name.slice(0, 200), contact: from, domain: from.slice(from.lastIndexOf('@') + 1) };
}

/** Of the shape of a UUID version 4, as XARF asks, and always the same for a submission: sent twice it is known. */
function reportIdOf(submissionId: string): string {
  const bytes = createHash('sha256').update(`uniflag-xarf:${submissionId}`).digest().subarray(0, 16);
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x40, 6);
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8);
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}
