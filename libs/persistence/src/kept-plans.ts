import { createHash } from 'node:crypto';
import pg from 'pg';

/** Planning costs several times what a short statement does: what comes back so often is planned once a connection. */
const keptFrom = 3;
/** Each connection holds its plans in the server's memory. */
const mostKept = 256;
const mostCounted = 2_000;
/** PostgreSQL cuts names after 63 bytes. */
const longestName = 32;

/**
 * Connection that names a statement once it was sent some times, so that the server keeps it parsed, and its plan where that
 * suits any values. Statements that answer `*` are left as they are: after an upgrade they answer more, which a kept one may not.
 */
export class PlanKeepingClient extends pg.Client {
  private readonly kept = new Set<string>();

  override query = ((first: unknown, ...rest: unknown[]) => {
    const query = super.query.bind(this) as (...args: unknown[]) => unknown;
    const name = typeof first === 'string' ? this.nameOf(first) : undefined;
    if (name === undefined) return query(first, ...rest);
    const [values, callback] = Array.isArray(rest[0]) ? rest : [[], rest[0] ?? rest[1]];
    return query({ name, text: first, values }, callback);
  }) as pg.Client['query'];

  private nameOf(text: string): string | undefined {
    const statement = statementOf(text);
    if (statement.name === undefined) return undefined;
    if (!this.kept.has(text)) {
      statement.times += 1;
      if (statement.times < keptFrom || this.kept.size >= mostKept) return undefined;
      this.kept.add(text);
    }
    return statement.name;
  }
}

interface Statement {
  /** None where it must not be kept. */
  readonly name: string | undefined;
  times: number;
}

/** What this process sent, by text. */
const statements = new Map<string, Statement>();

function statementOf(text: string): Statement {
  const known = statements.get(text);
  if (known) return known;
  // Texts that hold values would fill it: it is begun anew then.
  if (statements.size >= mostCounted) statements.clear();
  const statement = {
    name: mayBeKept(text) ? createHash('sha256').update(text).digest('hex').slice(0, longestName) : undefined,
    times: 0,
  };
  statements.set(text, statement);
  return statement;
}

const answersAll = /(\bSELECT|\bDISTINCT|\bRETURNING|,)\s+(\w+\.)?\*/i;
/** Several in one text have no name. */
const isOneStatement = /^\s*(SELECT|WITH|INSERT|UPDATE|DELETE)\b[^;]*$/i;

function mayBeKept(text: string): boolean {
  return isOneStatement.test(text) && !answersAll.test(text);
}
