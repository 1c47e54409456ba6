import type { Language } from '#core';
import { canonicalJson, sha256Of } from '../canonical.js';
import type { DossierContent } from './content.js';
import { certificatePdf, dossierPdf } from './dossier-pdf.js';
import { chainOf } from './event-chain.js';
import { fileNames, manifestOf } from './manifest.js';
import { dossierFormat, dossierVersion, signedHead, type HeadSigner } from './signed-head.js';
import { dossierTexts, fill } from './texts/texts.js';

/**
 * The files of a dossier. All but the head, which says when it was signed, are the same for the same content and language.
 *
 * @param signedAtMs by the clock of whoever signs
 */
export async function makeDossier(
  content: DossierContent,
  language: Language,
  signer: HeadSigner,
  signedAtMs: number,
): Promise<ReadonlyMap<string, Buffer>> {
  const { id: reportId, reference } = content.report;
  const { lines, end } = chainOf(content.events);
  const certificate = await certificatePdf(content, end, language);
  const { report, targets, notices, messages, replies, observations, withheld } = content;
  const files = new Map<string, Buffer>([
    ['READ-ME.txt', readMe(content, language)],
    ...(certificate ? [['certificate.pdf', certificate] as const] : []),
    ['dossier.pdf', await dossierPdf(content, end, language)],
    [fileNames.events, lines],
    ['notices.json', jsonFile({ notices, messages })],
    ['observations.json', jsonFile({ observations })],
    ['replies.json', jsonFile({ replies })],
    ['report.json', jsonFile({ organisation: content.organisation, report, targets, withheld })],
  ]);
  const manifest = manifestOf({ reportId, reference, language, withheld }, files);
  const head = signedHead(
    {
      ...{ format: dossierFormat, version: dossierVersion, reportId, reference },
      ...{ events: end.events, eventsHash: end.hash, manifestHash: sha256Of(manifest) },
      signedAt: new Date(signedAtMs).toISOString(),
    },
    signer,
  );
  return new Map([...files, [fileNames.head, head], [fileNames.manifest, manifest]]);
}

function readMe({ organisation, report: { reference } }: DossierContent, language: Language): Buffer {
  const lines = dossierTexts[language].readMe.map((line) => fill(line, { organisation, reference }));
  return Buffer.from(`${lines.join('\r\n')}\r\n`);
}

function jsonFile(content: object): Buffer {
  return Buffer.from(canonicalJson(content));
}
