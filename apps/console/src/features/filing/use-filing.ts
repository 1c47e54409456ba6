import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { ApiProblem } from '#client';
import { client } from '../../api/client.js';
import { keys } from '../../api/keys.js';
import type { Draft, ReportLanguage } from './draft.js';
import { filedOf, fileRequest, missingIn, mistakesOf, type Field, type Mistake } from './request.js';
import { withListed } from './targets/found.js';
import { importKey } from './targets/use-import.js';
import { targetsQuery } from './targets/use-targets.js';

interface Filing {
  readonly draft: Draft;
  readonly isInGoodFaith: boolean;
  readonly pageLanguage: ReportLanguage;
}

/**
 * Files the draft: what is missing is said, what the API refuses too, and a report that was filed is opened.
 *
 * @param onFiled the draft is done with
 */
export function useFiling(onFiled: () => void) {
  const queries = useQueryClient();
  const navigate = useNavigate();
  /** Of the last try, so that they stay as they are while they are mended. */
  const [mistakes, setMistakes] = useState<readonly Mistake[]>([]);
  const [mended, setMended] = useState<readonly Field[]>([]);
  const tell = (found: readonly Mistake[]) => {
    setMistakes(found);
    setMended([]);
  };

  const { mutate, isPending, error, reset } = useMutation({
    mutationFn: async ({ draft, isInGoodFaith, pageLanguage }: Filing) => {
      tell([]);
      if (queries.isMutating({ mutationKey: importKey }) > 0)
        return tell([{ field: 'targets', code: 'STILL_READING' }]);
      // What is filed is what the text holds now, also where its recognition still lags behind the typing.
      const typed = draft.text.trim() === '' ? [] : await queries.query(targetsQuery(draft.text));
      const filed = filedOf(withListed(typed, draft.listed), draft.leftOut);
      const missing = missingIn(draft, filed, isInGoodFaith);
      const request = fileRequest(draft, filed, pageLanguage);
      if (missing.length > 0 || request === null) return tell(missing);
      try {
        return await client.fileReport(request, { idempotencyKey: draft.key });
      } catch (problem) {
        if (!(problem instanceof ApiProblem) || problem.errors.length === 0) throw problem;
        return tell(mistakesOf(problem, filed));
      }
    },
    onSuccess: async (report) => {
      if (!report) return;
      onFiled();
      await queries.invalidateQueries({ queryKey: keys.reports });
      await navigate({ to: '/reports/$reference', params: { reference: report.reference } });
    },
  });

  return {
    file: (filing: Filing) => {
      if (!isPending) mutate(filing);
    },
    isPending,
    /** What went wrong beside the fields; whoever is no longer signed in is asked to, over the page. */
    error: error instanceof ApiProblem && error.status === 401 ? null : error,
    /** The same key came before with another body: it was filed, and its answer was lost. */
    isFiledAlready: error instanceof ApiProblem && error.code === 'IDEMPOTENCY_KEY.REUSED',
    forget: reset,
    mistakes,
    isMended: ({ field }: Mistake) => field !== null && mended.includes(field),
    mend: (fields: readonly Field[]) => {
      if (mistakes.length > 0) setMended((before) => [...before, ...fields]);
    },
  };
}
