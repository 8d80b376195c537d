/** Papers on their way into a tray, one of them with a seal. */
export const DropDrawing = () => (
  <svg width="220" height="116" viewBox="0 0 220 116" fill="none" aria-hidden="true" focusable="false">
    <g stroke="var(--ink)" strokeWidth="1.5" strokeLinejoin="round" strokeLinecap="round">
      <path d="M70 20h34l10 10v46H70z" fill="var(--card)" transform="rotate(-8 92 48)" />
      <path d="M78 34h18M78 43h24M78 52h24" stroke="var(--line)" transform="rotate(-8 92 48)" />
      <path d="M108 14h38l12 12v54h-50z" fill="var(--card)" />
      <path d="M146 14v12h12" />
      <path d="M116 32h20M116 42h32M116 52h32" stroke="var(--line)" />
      <path d="M44 70v26a8 8 0 0 0 8 8h116a8 8 0 0 0 8-8V70h-38l-8 12H90l-8-12z" fill="var(--wash)" />
    </g>
    <g stroke="var(--seal)" strokeWidth="1.5" strokeLinejoin="round">
      <circle cx="143" cy="60" r="9.5" />
      <path d="m143 54.5 1.6 3.5 3.9.4-2.9 2.600.9 3.800-3.5-2-3.5 2 .9-3.800-2.9-2.600 3.9-.4z" />
    </g>
  </svg>
)
