/** A key beside its port. */
export const PlugInDrawing = () => (
  <svg width="260" height="112" viewBox="0 0 260 112" fill="none" aria-hidden="true" focusable="false">
    <g stroke="var(--ink)" strokeWidth="1.5" strokeLinejoin="round" strokeLinecap="round">
      <path d="M184 14h62a6 6 0 0 1 6 6v72a6 6 0 0 1-6 6h-62z" fill="var(--card)" />
      <path d="M184 8v96" />
      <path d="M200 30h36M200 42h22" stroke="var(--hairline)" />
      <rect x="178" y="44" width="12" height="24" rx="2" fill="var(--paper)" />
      <path d="M184 49v14" stroke="var(--edge)" />
      <path d="M98 44h30a2 2 0 0 1 2 2v20a2 2 0 0 1-2 2H98z" fill="var(--wash)" />
      <path d="M108 50h8v4h-8zM108 58h8v4h-8z" fill="var(--card)" strokeWidth="1.2" />
      <rect x="20" y="34" width="78" height="44" rx="12" fill="var(--card)" />
      <circle cx="36" cy="56" r="5" fill="var(--paper)" />
      <path d="M52 66h28" stroke="var(--hairline)" />
    </g>
    <circle cx="76" cy="49" r="4.5" stroke="var(--edge)" strokeWidth="1.5" />
    <path
      d="M140 56h28M162 50.500l6 5.5-6 5.5"
      stroke="var(--azurite)"
      strokeWidth="1.5"
      strokeLinecap="round"
      strokeLinejoin="round"
    />
  </svg>
)
