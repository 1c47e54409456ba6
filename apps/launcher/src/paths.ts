import { join } from 'node:path';

/** Where everything of one installation lies. All of it stays below the checkout. */
export interface Paths {
  readonly root: string;
  /** Compiled code of this checkout. */
  readonly dist: string;
  readonly postgres: string;
  readonly logs: string;
  readonly wrappingKey: string;
  readonly contentKey: string;
  /** Signs heads of the record. */
  readonly auditKey: string;
  /** Signs dossiers. */
  readonly dossierKey: string;
  /** Signs yearly reports. */
  readonly outcomesKey: string;
  /** To which signed heads are added. */
  readonly auditAnchors: string;
  readonly apiKey: string;
  readonly run: string;
  readonly children: string;
}

export function pathsIn(root: string): Paths {
  const state = join(root, '.uniflag');
  return {
    root,
    dist: join(root, 'dist'),
    postgres: join(state, 'postgres'),
    logs: join(state, 'logs'),
    wrappingKey: join(state, 'secrets', 'wrapping.key'),
    contentKey: join(state, 'secrets', 'content.key'),
    auditKey: join(state, 'secrets', 'audit.key'),
    dossierKey: join(state, 'secrets', 'dossier.key'),
    outcomesKey: join(state, 'secrets', 'outcomes.key'),
    auditAnchors: join(state, 'audit', 'heads.jsonl'),
    apiKey: join(state, 'secrets', 'api.key'),
    run: join(state, 'run.json'),
    children: join(state, 'children.json'),
  };
}
