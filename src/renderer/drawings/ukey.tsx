export type Light = 'good' | 'soon' | 'bad' | 'off'

const lamp: Readonly<Record<Light, string>> = {
  good: 'var(--malachite)',
  soon: 'var(--gamboge)',
  bad: 'var(--cinnabar)',
  off: 'transparent',
}

/** A small key whose light shows the state. The words beside it say it too. */
export const UkeyDrawing = ({ light }: { readonly light: Light }) => (
  <svg width="64" height="40" viewBox="0 0 64 40" fill="none" aria-hidden="true" focusable="false">
    <g stroke="var(--ink)" strokeWidth="1.5" strokeLinejoin="round">
      <path d="M42 12h15a1.5 1.5 0 0 1 1.5 1.500v13A1.5 1.5 0 0 1 57 28H42z" fill="var(--wash)" />
      <path d="M48 16.500h4v2.500h-4zM48 21h4v2.500h-4z" strokeWidth="1.2" fill="var(--card)" />
      <rect x="4" y="7" width="38" height="26" rx="7" fill="var(--card)" />
      <circle cx="12.5" cy="20" r="3.2" fill="var(--paper)" />
    </g>
    <path d="M21 26h13" stroke="var(--hairline)" strokeWidth="1.5" strokeLinecap="round" />
    <circle
      cx="32"
      cy="16"
      r="3"
      fill={lamp[light]}
      stroke={light === 'off' ? 'var(--edge)' : 'none'}
      strokeWidth="1.2"
    />
  </svg>
)

/** A soft certificate: a sheet with a seal, kept in the computer. */
export const SoftDrawing = ({ light }: { readonly light: Light }) => (
  <svg width="64" height="40" viewBox="0 0 64 40" fill="none" aria-hidden="true" focusable="false">
    <g stroke="var(--ink)" strokeWidth="1.5" strokeLinejoin="round" strokeLinecap="round">
      <path d="M14 4h28l8 8v24H14z" fill="var(--card)" />
      <path d="M42 4v8h8" />
      <path d="M21 15h14M21 21h10" stroke="var(--edge)" />
    </g>
    <circle
      cx="41"
      cy="26"
      r="4"
      fill={lamp[light]}
      stroke={light === 'off' ? 'var(--edge)' : 'none'}
      strokeWidth="1.2"
    />
  </svg>
)
