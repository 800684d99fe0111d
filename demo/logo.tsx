/** Two reels and the tape between them. */
export function Logo() {
  return (
    <svg width="26" height="20" viewBox="0 0 26 20" fill="none" stroke="currentColor" strokeWidth="2" aria-hidden="true">
      <circle cx="7" cy="8" r="5.5" />
      <circle cx="19" cy="8" r="5.5" />
      <path d="M2 17.5h22" strokeLinecap="round" />
      <circle cx="7" cy="8" r="1" fill="currentColor" />
      <circle cx="19" cy="8" r="1" fill="currentColor" />
    </svg>
  );
}
