import type { Matrix, Paint, Stop, Stroke } from '../../../shared/documents/drawing.ts'

export const transformOf = (matrix: Matrix): string | undefined =>
  matrix.join() === '1,0,0,1,0,0' ? undefined : `matrix(${matrix.join(' ')})`

const Stops = ({ stops }: { readonly stops: readonly Stop[] }) =>
  stops.map((stop, i) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: stops never move, and two may be alike
    <stop key={i} offset={stop.at} stopColor={stop.colour} stopOpacity={stop.alpha} />
  ))

/** What a paint needs in front of the object; nothing for a plain colour. */
export const PaintServer = ({ paint, id }: { readonly paint: Paint | null; readonly id: string }) => {
  if (paint === null || paint.kind === 'colour') return null
  const units = { id, gradientUnits: 'userSpaceOnUse' } as const
  if (paint.kind === 'axial') {
    const { from, to, spread, stops } = paint
    return (
      <linearGradient {...units} x1={from.x} y1={from.y} x2={to.x} y2={to.y} spreadMethod={spread}>
        <Stops stops={stops} />
      </linearGradient>
    )
  }
  const { from, fromRadius, to, toRadius, stops } = paint
  return (
    <radialGradient {...units} fx={from.x} fy={from.y} fr={fromRadius} cx={to.x} cy={to.y} r={toRadius}>
      <Stops stops={stops} />
    </radialGradient>
  )
}

const worn = (paint: Paint | null, id: string): string =>
  paint === null ? 'none' : paint.kind === 'colour' ? paint.colour : `url(#${id})`

export const fillProps = (fill: Paint | null, id: string) => ({
  fill: worn(fill, id),
  ...(fill === null || fill.alpha === 1 ? {} : { fillOpacity: fill.alpha }),
})

/** Lines of no width are as thin as the screen draws them. */
const hairline = 0.05

export const strokeProps = (stroke: Stroke | null, id: string) =>
  stroke === null
    ? {}
    : {
        stroke: worn(stroke.paint, id),
        strokeOpacity: stroke.paint.alpha,
        strokeWidth: stroke.width === 0 ? hairline : stroke.width,
        strokeLinecap: stroke.cap,
        strokeLinejoin: stroke.join,
        strokeMiterlimit: stroke.miterLimit,
        ...(stroke.dash.length === 0
          ? {}
          : { strokeDasharray: stroke.dash.join(' '), strokeDashoffset: stroke.dashOffset }),
      }
