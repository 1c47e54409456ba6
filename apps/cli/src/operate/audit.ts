import { createPublicKey } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { toTypeId } from '#core';
import {
  anchorsIn,
  canTakeRole,
  headText,
  openDatabase,
  PgAuditQueries,
  verifyChain,
  type ChainFault,
  type ChainReport,
  type Database,
} from '#persistence';
import { signatureCheck, signingKeyFrom } from '#security';
import { exitCodes, UsageError } from '../failures.js';
import type { Session } from '../session.js';
import { table } from '../text/layout.js';
import type { World } from '../world.js';
import { onDatabase, operatorConfig, type OperatorConfig } from './installation.js';

export async function verifyAudit(
  session: Session,
  { anchor, publicKey }: { anchor?: string; publicKey?: string },
): Promise<number> {
  const { world } = session;
  const config = await operatorConfig(world);
  const key = publicKey === undefined ? ownPublicKey(config) : await readPublicKey(world, publicKey);
  const anchors = anchor === undefined ? [] : anchorsIn(await read(world, anchor));
  if (anchor !== undefined && anchors.length === 0)
    throw new UsageError(`${anchor} holds no head of a chain.`);
  const check = key === undefined ? undefined : signatureCheck(key);
  const report = await asAuditor(config, async ({ pool }) => {
    const client = await pool.connect();
    try {
      return await verifyChain(client, {
        anchors,
        ...(check ? { isSignedByUs: (head) => check(headText(head), head.signed) } : {}),
      });
    } finally {
      client.release();
    }
  });
  session.show(
    { ...report, faults: report.faults.map(presentFault), signaturesChecked: check !== undefined },
    () => textOf(report, check !== undefined),
  );
  return report.faults.length === 0 ? exitCodes.ok : exitCodes.refused;
}

export async function exportAudit({ world }: Session, { after }: { after?: string }): Promise<number> {
  if (after !== undefined && !/^\d{1,15}$/.test(after))
    throw new UsageError('--after takes the sequence of a row, a whole number.');
  await asAuditor(await operatorConfig(world), async ({ pool }) => {
    for await (const { sequence, hash, kind, id, row } of new PgAuditQueries(pool).all(Number(after ?? 0)))
      world.out(`${JSON.stringify({ sequence, hash: hash.toString('base64'), kind, id, row })}\n`);
  });
  return exitCodes.ok;
}

export async function printPublicKey(session: Session): Promise<number> {
  const key = ownPublicKey(await operatorConfig(session.world));
  if (key === undefined) throw new UsageError('This installation signs nothing: set audit.signingKey.');
  return session.show({ publicKey: key }, () => key.trim());
}

function ownPublicKey({ audit }: OperatorConfig): string | undefined {
  return audit.signingKey === null
    ? undefined
    : signingKeyFrom(audit.signingKey, 'audit.signingKey').publicPem;
}

export async function readPublicKey(world: World, path: string): Promise<string> {
  const pem = await read(world, path);
  try {
    createPublicKey(pem);
    return pem;
  } catch {
    throw new UsageError(`${path} holds no public key in PEM.`);
  }
}

async function read(world: World, path: string): Promise<string> {
  try {
    return await readFile(resolve(world.cwd, path), 'utf8');
  } catch (error) {
    throw new UsageError(`${path} cannot be read (${(error as NodeJS.ErrnoException).code ?? 'unknown'}).`);
  }
}

/** Under the role of the auditor where this user may take it: it sees the record and no content. */
async function asAuditor<Result>(
  { database: options }: OperatorConfig,
  work: (database: Database) => Promise<Result>,
): Promise<Result> {
  return onDatabase(async () => {
    const own = await openDatabase({ ...options, poolSize: 1 });
    let database = own;
    try {
      if (await canTakeRole(own.pool, 'uniflag_auditor')) {
        database = await openDatabase({ ...options, poolSize: 1, role: 'uniflag_auditor' });
        await own.close();
      }
      return await work(database);
    } finally {
      await database.close();
    }
  });
}

function presentFault({ row, ...fault }: ChainFault) {
  return { ...fault, id: row && toTypeId(row.kind === 'EVENT' ? 'evt' : 'aud', row.id) };
}

/** Faults shown to people at most; `--json` has them all. */
const shownAtMost = 50;

function textOf(report: ChainReport, isSignatureChecked: boolean): string {
  const { links, unsealed, heads, signedHeads, anchors, faults } = report;
  const what = [
    `${links} rows, ${unsealed} not sealed yet; ${heads} heads, ${signedHeads} signed`,
    isSignatureChecked ? ' and checked' : ' (not checked: no public key)',
    `; ${anchors} anchors.`,
  ].join('');
  if (faults.length === 0) return `${what}\nNothing was taken away, changed, put in or moved.`;
  const rows = faults.slice(0, shownAtMost).map((fault) => {
    const { kind, sequence, id, detail } = presentFault(fault);
    return [kind, sequence === null ? '-' : String(sequence), id ?? '-', detail];
  });
  const more = faults.length > shownAtMost ? `\n… and ${faults.length - shownAtMost} more (--json).` : '';
  return `${what}\n${faults.length} faults:\n${table(rows, '  ')}${more}`;
}
