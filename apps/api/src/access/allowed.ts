import { applyDecorators, SetMetadata } from '@nestjs/common';
import { ApiExtension, ApiResponse } from '@nestjs/swagger';
import type { Act } from '#core';
import { ProblemDto } from '../problems/problem.dto.js';

export const allowedAct = 'uniflag:act';

/** What the caller must be allowed to do; who is, stands in libs/core/src/access/abilities.ts. A route without it lets nobody in. */
export const Allowed = (act: Act) =>
  applyDecorators(
    SetMetadata(allowedAct, act),
    ApiExtension('x-act', act),
    ApiResponse({
      status: 403,
      type: ProblemDto,
      description: 'ACCESS.ROLE: this takes another role; `detail` names it.',
    }),
  );
