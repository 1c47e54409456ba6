import type { paths } from '#client';
import type { previewRequest } from './request.js';

type Finding =
  paths['/v1/reports/preview']['post']['responses'][200]['content']['application/json']['findings'][number];

/** A detail of a person in what would leave, and the words it consists of. */
export interface TextFinding {
  readonly kind: Finding['kind'];
  readonly found: string;
}

/** @param request what was previewed: the findings are places in its texts */
export function findingsIn(
  request: ReturnType<typeof previewRequest>,
  findings: readonly Finding[],
): TextFinding[] {
  return findings.map(({ pointer, kind, start, end }) => {
    const [top = '', index] = pointer.slice(1).split('/');
    const text =
      top === 'targets'
        ? request?.targets[Number(index)]?.locator
        : top === 'translations'
          ? request?.translations?.[index ?? '']
          : request?.explanation;
    return { kind, found: text?.slice(start, end) ?? '' };
  });
}
