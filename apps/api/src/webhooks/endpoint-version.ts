import { Problem } from '../problems/problem.js';

/** The version that `If-Match` names, as `ETag` gave it. Throws 428 where it is missing, 412 where it is no ETag of ours. */
export function versionIn(ifMatch: string | undefined): number {
  if (ifMatch === undefined)
    throw new Problem(428, 'IF_MATCH.NEEDED', 'Send If-Match with the ETag of the endpoint as you read it.');
  const version = /^"(\d{1,9})"$/.exec(ifMatch)?.[1];
  if (version === undefined)
    throw new Problem(
      412,
      'ENDPOINT.CHANGED',
      'If-Match is not an ETag of this endpoint. Read it again, then change it.',
    );
  return Number(version);
}

export function changedMeanwhile(): Problem {
  return new Problem(
    412,
    'ENDPOINT.CHANGED',
    'Somebody changed this endpoint meanwhile. Read it again, then change it.',
  );
}
