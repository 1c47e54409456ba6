import { useTranslation } from 'react-i18next';
import { client } from '../../../api/client.js';
import { useAct } from '../use-act.js';
import type { ActProps } from './act-props.js';
import classes from './acts.module.css';
import { ReceiptForm } from './receipt-form.js';

/** A number that the platform gave elsewhere: on its page, or by telephone. */
export function ReceiptPanel(about: ActProps) {
  const { submission } = about;
  const { t } = useTranslation('report');
  const record = useAct(about, (number: string | null) =>
    client.recordHandoff(submission.id, number ?? undefined),
  );
  return (
    <>
      <h4 className={classes.title}>{t('acts.receipt')}</h4>
      <ReceiptForm
        label={t('receipt.paste')}
        description={t('receipt.pasteHelp')}
        submitLabel={t('receipt.save')}
        isNumberNeeded
        act={record}
      />
    </>
  );
}
