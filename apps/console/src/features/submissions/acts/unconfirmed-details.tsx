import '../../../design/mantine-later.css';
import { Checkbox } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { DetailKind } from '#client';
import { Note } from '../../../design/note.js';

interface UnconfirmedDetailsProps {
  /** Kinds of personal details that were found in the text and held it back. */
  readonly kinds: readonly DetailKind[];
  readonly confirmed: readonly DetailKind[];
  readonly onConfirm: (confirmed: readonly DetailKind[]) => void;
}

/** What was found in a text that leaves, to be confirmed kind by kind, or taken out. */
export function UnconfirmedDetails({ kinds, confirmed, onConfirm }: UnconfirmedDetailsProps) {
  const { t } = useTranslation('report');
  const { t: code } = useTranslation('codes');
  if (kinds.length === 0) return null;
  return (
    <Note tone="attention" role="alert">
      <p>{t('answer.outgoing')}</p>
      {kinds.map((kind) => (
        <Checkbox
          key={kind}
          mt="xs"
          label={t('answer.confirm', { detail: code(`detailKind.${kind}`) })}
          checked={confirmed.includes(kind)}
          onChange={({ currentTarget: { checked } }) =>
            onConfirm([...confirmed.filter((other) => other !== kind), ...(checked ? [kind] : [])])
          }
        />
      ))}
    </Note>
  );
}
