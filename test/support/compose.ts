import { readFileSync } from 'node:fs';
import { parse } from 'yaml';

/** What the tests read of a service in docker/compose.yaml. */
export interface ComposeService {
  readonly image: string;
  readonly command?: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
  readonly secrets?: readonly string[];
  /** Where they are written as a list, nothing but names. */
  readonly networks: Readonly<Record<string, { readonly ipv4_address?: string }>>;
  readonly deploy?: { readonly replicas: number };
}

export interface ComposeFile {
  readonly services: Readonly<Record<string, ComposeService>>;
  readonly secrets: Readonly<Record<string, { readonly file: string }>>;
}

/** As Compose reads it: with what `<<` takes over. */
export function readCompose(file = 'docker/compose.yaml'): ComposeFile {
  return parse(readFileSync(file, 'utf8'), { merge: true }) as ComposeFile;
}
