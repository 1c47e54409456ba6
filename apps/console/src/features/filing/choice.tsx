import { useId, type ReactNode } from 'react';
import classes from './filing.module.css';

interface ChoiceProps {
  readonly type: 'radio' | 'checkbox';
  readonly name: string;
  readonly value: string;
  readonly isChosen: boolean;
  readonly onChoose: (isChosen: boolean) => void;
  readonly label: ReactNode;
  readonly hint?: ReactNode;
}

/** One answer of several, with its explanation, on a ground large enough for a thumb. */
export function Choice({ type, name, value, isChosen, onChoose, label, hint }: ChoiceProps) {
  const id = useId();
  return (
    <label className={classes.choice} data-chosen={isChosen || undefined}>
      <input
        type={type}
        name={name}
        value={value}
        checked={isChosen}
        onChange={(event) => onChoose(event.currentTarget.checked)}
        aria-labelledby={`${id}-label`}
        {...(hint !== undefined && { 'aria-describedby': `${id}-hint` })}
      />
      <span>
        <span id={`${id}-label`} className={classes.choiceLabel}>
          {label}
        </span>
        {hint !== undefined && (
          <span id={`${id}-hint`} className={classes.choiceHint}>
            {hint}
          </span>
        )}
      </span>
    </label>
  );
}
