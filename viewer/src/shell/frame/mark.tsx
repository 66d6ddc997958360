/** The mark of the product: a ridge above the line, its twin below. */
export function Mark() {
  return (
    <svg className="mark" width={22} height={22} viewBox="0 0 24 24" fill="none" aria-hidden="true">
      <path d="M2 12h20" stroke="currentColor" strokeWidth={1.5} />
      <path d="M4 9.500 8.500 4l3.500 4 3-3.500 5 5z" fill="currentColor" />
      <path
        d="M4 14.500 8.500 20l3.500-4 3 3.500 5-5"
        stroke="var(--accent)"
        strokeWidth={1.5}
        strokeLinejoin="round"
      />
    </svg>
  );
}
