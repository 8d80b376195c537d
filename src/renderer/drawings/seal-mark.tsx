/** The product's mark: a key in a seal's square. */
export const SealMark = ({ size = 32 }: { readonly size?: number }) => (
  <svg width={size} height={size} viewBox="0 0 32 32" aria-hidden="true" focusable="false">
    <rect x="1" y="1" width="30" height="30" rx="6" fill="var(--seal)" />
    <rect
      x="3.75"
      y="3.75"
      width="24.5"
      height="24.5"
      rx="3.5"
      fill="none"
      stroke="var(--on-seal)"
      strokeWidth="1"
      opacity="0.55"
    />
    <g fill="none" stroke="var(--on-seal)" strokeWidth="2.2" strokeLinecap="round" strokeLinejoin="round">
      <circle cx="12" cy="12.5" r="3.8" />
      <path d="M14.8 15.3 22.5 23M20 20.500l2.2-2.200M17.6 18.100l1.7-1.7" />
    </g>
  </svg>
)
