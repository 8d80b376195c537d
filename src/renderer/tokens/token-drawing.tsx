import type { TokenView } from '../../shared/models/index.ts'
import { shapeOf } from './ukey-shapes.tsx'

export type Light = 'good' | 'soon' | 'bad' | 'off'

const lamp: Readonly<Record<Light, string>> = {
  good: 'var(--malachite)',
  soon: 'var(--gamboge)',
  bad: 'var(--cinnabar)',
  off: 'transparent',
}

const Lamp = ({ at: [x, y], light }: { readonly at: readonly [number, number]; readonly light: Light }) => (
  <circle
    cx={x}
    cy={y}
    r={3}
    fill={lamp[light]}
    stroke={light === 'off' ? 'var(--edge)' : 'none'}
    strokeWidth="1.2"
  />
)

/** A soft certificate: a sheet with a seal, kept in the computer. */
export const SoftDrawing = ({ light }: { readonly light: Light }) => (
  <svg width="64" height="40" viewBox="0 0 64 40" fill="none" aria-hidden="true" focusable="false">
    <g stroke="var(--ink)" strokeWidth="1.5" strokeLinejoin="round" strokeLinecap="round">
      <path d="M14 4h28l8 8v24H14z" fill="var(--card)" />
      <path d="M42 4v8h8" />
      <path d="M21 15h14M21 21h10" stroke="var(--edge)" />
    </g>
    <Lamp at={[41, 26]} light={light} />
  </svg>
)

type Drawn = Pick<TokenView, 'kind' | 'driverId' | 'pin'>

/** A token in outline, by its maker, whose light shows the state. The words beside it say it too. */
export const TokenDrawing = ({ token, light }: { readonly token: Drawn; readonly light: Light }) => {
  if (token.kind === 'soft') return <SoftDrawing light={light} />
  const shape = shapeOf(token)
  return (
    <svg width="64" height="40" viewBox="0 0 64 40" fill="none" aria-hidden="true" focusable="false">
      <g stroke="var(--ink)" strokeWidth="1.5" strokeLinejoin="round">
        {shape.body}
      </g>
      <Lamp at={shape.light} light={light} />
    </svg>
  )
}
