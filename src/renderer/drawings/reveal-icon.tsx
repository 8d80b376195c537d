/** An eye, crossed out while the PIN is hidden. */
export const RevealIcon = ({ open }: { readonly open: boolean }) => (
  <svg
    width="18"
    height="18"
    viewBox="0 0 20 20"
    fill="none"
    stroke="currentColor"
    strokeWidth="1.5"
    strokeLinecap="round"
    aria-hidden="true"
    focusable="false"
  >
    <path d="M2.5 10C4.5 6.5 7 5 10 5s5.5 1.5 7.5 5c-2 3.5-4.5 5-7.5 5s-5.5-1.5-7.5-5z" />
    <circle cx="10" cy="10" r="2.3" />
    {!open && <path d="M4 16 16 4" />}
  </svg>
)
