import { Transform, Writable, type Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { parse, CsvError } from 'csv-parse';
import { columnsIn, countedColumns, type DumpColumns } from './dump-columns.js';
import { DumpFault } from './dump-fault.js';
import type { StatementRow, StatementTally } from './statement-tally.js';

/** A row of the full file has texts of some thousand characters. */
const mostRowBytes = 1_048_576;

/** Where bytes come from, and what they go through. */
export type Source = readonly [Readable, ...Transform[]];

/**
 * Counts one CSV file, a row at a time.
 *
 * @throws DumpFault where it is not whole, or something else
 */
export async function countStatements(source: Source, tally: StatementTally): Promise<DumpColumns> {
  let columns: DumpColumns | undefined;
  let row = 0;
  const count = new Writable({
    objectMode: true,
    write(record: readonly string[], _encoding, done) {
      pass(done, () => {
        row += 1;
        if (columns) tally.add(rowOf(record, columns), row);
        else columns = columnsIn(record);
      });
    },
  });
  try {
    await pipeline([...source, wholeText(), parse({ bom: true, max_record_size: mostRowBytes }), count]);
  } catch (error) {
    throw error instanceof CsvError ? brokenRow(error, row) : error;
  }
  if (!columns) throw new DumpFault('NO_DUMP', 'It is empty. Load the file again.');
  return columns;
}

function rowOf(record: readonly string[], { places }: DumpColumns): StatementRow {
  return Object.fromEntries(countedColumns.map((name) => [name, record[places[name]] ?? ''])) as StatementRow;
}

function brokenRow({ code }: CsvError, rows: number): DumpFault {
  return new DumpFault(
    code === 'CSV_MAX_RECORD_SIZE' ? 'TOO_LARGE' : code === 'CSV_QUOTE_NOT_CLOSED' ? 'CUT_OFF' : 'BROKEN_ROW',
    `What follows row ${rows} is no row of such a file (${code}): it was cut off or changed. Load the file again.`,
  );
}

/** UTF-8 that ends in a whole line; anything else stops. */
function wholeText(): Transform {
  const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
  let last = '\n';
  const decode = (chunk?: Buffer) => {
    try {
      const text = decoder.decode(chunk, { stream: chunk !== undefined });
      last = text.at(-1) ?? last;
      return text;
    } catch (error) {
      throw new DumpFault(
        'ENCODING',
        'It is not UTF-8, as the database writes it: another program saved it. Give the file as it was loaded.',
        { cause: error },
      );
    }
  };
  return new Transform({
    decodeStrings: false,
    encoding: 'utf8',
    transform(chunk: Buffer, _encoding, done) {
      pass(done, () => decode(chunk));
    },
    flush(done) {
      pass(done, () => {
        const rest = decode();
        if (last !== '\n')
          throw new DumpFault('CUT_OFF', 'It ends in the middle of a line. Load the file again.');
        return rest;
      });
    },
  });
}

/** What `work` throws, a stream fails with. */
function pass<Made>(done: (error: Error | null, made?: Made) => void, work: () => Made): void {
  let made: Made;
  try {
    made = work();
  } catch (error) {
    done(error as Error);
    return;
  }
  done(null, made);
}
