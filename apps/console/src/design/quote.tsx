import type { ReactNode } from 'react';
import classes from './quote.module.css';

/** What somebody else wrote, with where it comes from below it. */
export function Quote({ source, children }: { readonly source: ReactNode; readonly children: ReactNode }) {
  return (
    <figure className={classes.figure}>
      <blockquote className={classes.quote}>{children}</blockquote>
      <figcaption className={classes.source}>{source}</figcaption>
    </figure>
  );
}
