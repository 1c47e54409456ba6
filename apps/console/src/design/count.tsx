import classes from './count.module.css';

/** How many wait for somebody; shown, and to be said beside it in words. `className` places it. */
export function Count({ of, className }: { readonly of: number; readonly className: string | undefined }) {
  return (
    <span className={`${classes.count} ${className ?? ''}`} aria-hidden>
      {of}
    </span>
  );
}
