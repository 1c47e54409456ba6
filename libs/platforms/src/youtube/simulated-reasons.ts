import type { SimulatedRequest, SimulatedResponse, SimulatedWorld } from '#platform-kit/simulation';
import { json, partsOf, refuseParts, refuseToken } from './simulated-google.js';

interface Reason {
  readonly id: string;
  readonly label: string;
  readonly secondary: readonly (readonly [id: string, label: string])[];
}

/** Source: github.com/sns-sdks/python-youtube, testdata/modeldata/abuse_report_reason, read on 2026-11-23. */
const recordedReasons: readonly Reason[] = [
  {
    id: 'N',
    label: 'Sex or nudity',
    secondary: [
      ['32', 'Graphic sex or nudity'],
      ['33', 'Content involving minors'],
      ['34', 'Other sexual content'],
    ],
  },
  {
    id: 'S',
    label: 'Spam or misleading',
    secondary: [
      ['27', 'Spam or mass advertising'],
      ['28', 'Misleading thumbnail'],
      ['29', 'Malware or phishing'],
      ['30', 'Pharmaceutical drugs for sale'],
      ['31', 'Other misleading info'],
    ],
  },
  {
    id: 'V',
    label: 'Violent, hateful, or dangerous',
    secondary: [
      ['35', 'Promotes violence or hatred'],
      ['36', 'Promotes terrorism'],
      ['37', 'Bullying or abusing vulnerable individuals'],
      ['38', 'Suicide or self-injury'],
      ['39', 'Pharmaceutical or drug abuse'],
      ['40', 'Other violent, hateful, or dangerous acts'],
    ],
  },
];

/** Reasons as they are now; after `reasons_renumbered` every secondary id is another one. */
function currentReasons({ state }: SimulatedWorld): readonly Reason[] {
  if (state.get('reasons') !== 'renumbered') return recordedReasons;
  return recordedReasons.map((reason) => ({
    ...reason,
    secondary: reason.secondary.map(([id, label]) => [`1${id}`, label] as const),
  }));
}

export function listReasons(request: SimulatedRequest, world: SimulatedWorld): SimulatedResponse {
  const refusal = refuseToken(request, world) ?? refuseParts(request, ['id', 'snippet']);
  if (refusal) return refusal;
  const parts = partsOf(request);
  const items = currentReasons(world).map(({ id, label, secondary }) => ({
    kind: 'youtube#videoAbuseReportReason',
    etag: `"${id}"`,
    ...(parts.includes('id') && { id }),
    ...(parts.includes('snippet') && {
      snippet: { label, secondaryReasons: secondary.map(([each, text]) => ({ id: each, label: text })) },
    }),
  }));
  return json(200, { kind: 'youtube#videoAbuseReportReasonListResponse', etag: '"reasons"', items });
}

/** A reason that is listed, with a secondary one that belongs to it. */
export function isReason(reasonId: string, secondaryReasonId: unknown, world: SimulatedWorld): boolean {
  const reason = currentReasons(world).find(({ id }) => id === reasonId);
  if (reason === undefined) return false;
  return secondaryReasonId === undefined || reason.secondary.some(([id]) => id === secondaryReasonId);
}
