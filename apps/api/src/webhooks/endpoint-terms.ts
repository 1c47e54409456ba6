import type { EndpointTerms, FieldError, PlatformCatalogue } from '#application';
import { eventTypes, everyEvent, unknownEvents } from '#core';
import { checkEndpointUrl, type AddressOptions } from '#webhooks';
import { invalid } from '../problems/problem.js';
import type { ChangeEndpointDto, CreateEndpointDto } from './endpoint.dto.js';

/**
 * What an endpoint is from now on: what is not named stays as it was. Throws a problem that names each field.
 *
 * Entries of a filter that it had before may stay, whatever became of their event type or platform.
 */
export function endpointTerms(
  body: CreateEndpointDto | ChangeEndpointDto,
  before: EndpointTerms | null,
  options: { readonly addresses: AddressOptions; readonly platforms: PlatformCatalogue },
): EndpointTerms {
  const old = before ?? ({ url: '', description: '', format: 'STANDARD', ...everyEvent } as const);
  const terms = {
    url: body.url ?? old.url,
    description: body.description ?? old.description,
    format: body.format ?? old.format,
    events: body.events === undefined ? old.events : body.events,
    platforms: body.platforms === undefined ? old.platforms : body.platforms,
    categories: body.categories === undefined ? old.categories : body.categories,
    sla: body.sla === undefined ? old.sla : body.sla,
  };
  const errors = [
    ...(terms.url === old.url ? [] : urlErrors(terms.url, options.addresses)),
    ...unknownEvents(entriesBeyond(old.events, terms.events)).map(eventError),
    ...entriesBeyond(old.platforms, terms.platforms)
      .filter((key) => !options.platforms.has(key))
      .map((key) => platformError(key, [...options.platforms.keys()])),
    ...(['categories', 'sla'] as const).filter((list) => terms[list]?.length === 0).map(emptyError),
  ];
  if (errors.length > 0) throw invalid(errors);
  return terms;
}

function entriesBeyond(before: readonly string[] | null, now: readonly string[] | null): readonly string[] {
  return (now ?? []).filter((entry) => before?.includes(entry) !== true);
}

function urlErrors(url: string, addresses: AddressOptions): FieldError[] {
  const check = checkEndpointUrl(url, addresses);
  return check.ok ? [] : [{ pointer: '/url', code: check.error, detail: check.detail }];
}

function eventError(entry: string): FieldError {
  const groups = [...new Set(eventTypes.map((type) => `${type.split('.')[0] ?? ''}.*`))];
  return {
    pointer: '/events',
    code: 'WEBHOOK.EVENT_UNKNOWN',
    detail: `${JSON.stringify(entry)} is no event type; see docs/webhooks.md for all, or name a group: ${groups.join(', ')}.`,
  };
}

function platformError(entry: string, keys: readonly string[]): FieldError {
  return {
    pointer: '/platforms',
    code: 'WEBHOOK.PLATFORM_UNKNOWN',
    detail: `${JSON.stringify(entry)} is no platform; name some of ${keys.join(', ')}.`,
  };
}

function emptyError(list: string): FieldError {
  return {
    pointer: `/${list}`,
    code: 'WEBHOOK.FILTER_EMPTY',
    detail: 'An empty list lets nothing through. Name at least one, or give null for all.',
  };
}
