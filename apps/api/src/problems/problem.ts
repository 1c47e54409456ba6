import type { FieldError } from '#application';

/** An error people and machines can act on. Source: RFC 9457. */
export interface ProblemBody {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  /** Stable, such as `REPORT.NOT_FOUND`. */
  readonly code: string;
  readonly errors?: readonly FieldError[];
}

/** Thrown by controllers; becomes `application/problem+json`. */
export class Problem extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    readonly detail: string,
    readonly errors?: readonly FieldError[],
    /** Extra headers of the answer. */
    readonly headers: Readonly<Record<string, string>> = {},
  ) {
    super(code);
  }

  body(): ProblemBody {
    const { status, code, detail, errors } = this;
    const title = titles[status] ?? 'Error';
    const type = `urn:uniflag:problem:${code.toLowerCase()}`;
    return { type, title, status, detail, code, ...(errors ? { errors } : {}) };
  }
}

const titles: Readonly<Record<number, string>> = {
  400: 'Bad request',
  401: 'Not signed in',
  403: 'Not allowed',
  404: 'Not found',
  405: 'Method not allowed',
  406: 'Not acceptable',
  408: 'Too slow',
  409: 'Conflict',
  412: 'Changed meanwhile',
  413: 'Too large',
  415: 'Unsupported media type',
  422: 'Not usable',
  428: 'Precondition required',
  429: 'Too many requests',
  431: 'Headers too large',
  500: 'Our mistake',
  503: 'Not available now',
};

export function invalid(errors: readonly FieldError[]): Problem {
  const first = errors[0];
  const detail =
    errors.length === 1 && first ? first.detail : `${errors.length} fields need a change; see errors.`;
  return new Problem(422, 'REQUEST.INVALID', detail, errors);
}

export function notFound(what: string): Problem {
  return new Problem(
    404,
    `${what.toUpperCase()}.NOT_FOUND`,
    `There is no such ${what.toLowerCase()}, or it is not yours to see.`,
  );
}

/** A body that no route, or not this one, takes. */
export function problemOfMediaType(): Problem {
  return new Problem(
    415,
    'BODY.MEDIA_TYPE',
    'Send JSON with Content-Type: application/json. Videos are never taken: give their address. Pictures are taken at ' +
      'POST /v1/reports/{id}/screenshots alone, one a request.',
  );
}
