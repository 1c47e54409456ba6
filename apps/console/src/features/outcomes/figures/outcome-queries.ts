import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import type { LedgerQuery, OutcomesQuery } from '#client';
import { client } from '../../../api/client.js';
import { keys } from '../../../api/keys.js';
import type { Asked } from './outcome-search.js';
import { daysLater, daysOf } from './period.js';

/** The figures of the page, by what its parts set beside each other; medians of groups do not add up to those of all. */
export const outcomesQuery = ({ period: _period, ...asked }: Asked) =>
  queryOptions({
    queryKey: [...keys.outcomes, asked],
    queryFn: async () => {
      const read = (by?: OutcomesQuery['by']) => client.readOutcomes({ ...asked, ...(by && { by }) });
      const [all, platforms, months, teams] = await Promise.all([
        read(),
        read('platform'),
        read('month'),
        read('team'),
      ]);
      return { all, platforms, months, teams };
    },
    placeholderData: keepPreviousData,
  });

/** The whole months that a period touches. */
export const ledgerQuery = ({ from, to }: Asked) => {
  const query: LedgerQuery = {
    from: from.slice(0, 7),
    to: daysOf('this-month', daysLater(to, -1)).to.slice(0, 7),
  };
  return queryOptions({
    queryKey: [...keys.outcomes, 'ledger', query],
    queryFn: () => client.readLedger(query),
    placeholderData: keepPreviousData,
  });
};
