import { useTranslation } from 'react-i18next';
import { ApiProblem, type BulkAnswers } from '#client';
import { useProblemTexts } from '../../design/problem-texts.js';
import { Note } from '../../design/note.js';

/** References that are named of those refused for one reason. */
const namedAtMost = 10;

/** How many of them it was done to, and why not to the others. */
export function BulkResult({ answers: { done, data } }: { answers: BulkAnswers }) {
  const { t } = useTranslation('reports');
  const { problem } = useProblemTexts();
  const refused = data.filter((each) => !each.done);
  const codes = [...new Set(refused.map(({ code }) => code ?? ''))];
  return (
    <Note
      tone={refused.length === 0 ? 'good' : 'attention'}
      role="status"
      title={t('bulk.done', { done, all: data.length })}
    >
      {codes.map((code) => {
        const references = refused.flatMap((each) =>
          each.code === code && each.reference !== null ? [each.reference] : [],
        );
        const more = references.length > namedAtMost ? ' …' : '';
        return (
          <p key={code}>
            {problem(new ApiProblem(409, code, ''))} {references.slice(0, namedAtMost).join(', ')}
            {more}
          </p>
        );
      })}
    </Note>
  );
}
