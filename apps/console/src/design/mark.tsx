/** The product's sign. Its name stands beside it, or in the page's title. */
export function Mark({ size }: { size: number }) {
  return (
    <svg viewBox="0 0 32 32" width={size} height={size} aria-hidden="true">
      <rect width="32" height="32" rx="9" fill="#0b6470" />
      <path d="M10 25V7" fill="none" stroke="#fff" strokeWidth="2.6" strokeLinecap="round" />
      <path d="M10 8.2c4-2.6 7.2 2.2 13 0v8.6c-5.8 2.2-9-2.6-13 0z" fill="#fff" />
    </svg>
  );
}
