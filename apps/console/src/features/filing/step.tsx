import { IconAlertCircle } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import classes from './filing.module.css';

/** Ids of the page's elements, so that outline, error summary and descriptions find them. */
export const ids = {
  step: (name: string) => `step-${name}`,
  field: (name: string) => `field-${name}`,
  mistake: (name: string) => `mistake-${name}`,
  target: (index: number) => `target-${String(index)}`,
};

interface StepProps {
  readonly name: string;
  readonly number: number;
  readonly title: string;
  readonly hint?: ReactNode;
  readonly children: ReactNode;
}

/** One question of the page. */
export function Step({ name, number, title, hint, children }: StepProps) {
  return (
    <section className={classes.step} aria-labelledby={ids.step(name)}>
      <h2 id={ids.step(name)} tabIndex={-1} className={classes.stepTitle}>
        <span className={classes.number} aria-hidden>
          {number}
        </span>
        {title}
      </h2>
      {hint !== undefined && <p className={classes.hint}>{hint}</p>}
      {children}
    </section>
  );
}

/** What is wrong with a field, right at it. */
export function FieldMistake({ name, text }: { name: string; text: string | undefined }) {
  if (text === undefined) return null;
  return (
    <p id={ids.mistake(name)} className={classes.mistake}>
      <IconAlertCircle size={18} aria-hidden />
      {text}
    </p>
  );
}
