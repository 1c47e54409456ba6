import { applyDecorators } from '@nestjs/common';
import { ApiHeader, ApiResponse } from '@nestjs/swagger';
import { ProblemDto } from '../problems/problem.dto.js';
import { Problem } from '../problems/problem.js';

/** On routes that change an endpoint: they take the version it had when it was read. */
export const TakesVersion = () =>
  applyDecorators(
    ApiHeader({ name: 'If-Match', required: true, description: 'ETag as read.' }),
    ApiResponse({ status: 412, type: ProblemDto, description: 'Changed meanwhile.' }),
    ApiResponse({ status: 428, type: ProblemDto, description: 'If-Match is missing.' }),
  );

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
