// Draws every icon of the product: a key in a seal's square. Run after a change of the drawing:
//   node scripts/draw-icons.ts
// It writes src/main/tray/icons.json (the tray in all states and sizes, the page), the installer's icon.png and, for
// the menus of Linux, icons/.
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { crc32, deflateSync } from 'node:zlib'

type Point = readonly [x: number, y: number]
/** Whether the point, in a square of 1 × 1, is inside. */
type Shape = (point: Point) => boolean
type Colour = readonly [red: number, green: number, blue: number]
type Layer = { readonly shape: Shape; readonly colour: Colour }

const colour = (hex: string): Colour => [
  Number.parseInt(hex.slice(1, 3), 16),
  Number.parseInt(hex.slice(3, 5), 16),
  Number.parseInt(hex.slice(5, 7), 16),
]
const pigments = {
  light: { ink: colour('#1B2430'), gamboge: colour('#A86A00'), cinnabar: colour('#B93A2B') },
  dark: { ink: colour('#E8E6E1'), gamboge: colour('#E0B04C'), cinnabar: colour('#EE7A6B') },
}

const disc =
  (cx: number, cy: number, radius: number): Shape =>
  ([x, y]) =>
    Math.hypot(x - cx, y - cy) <= radius
const box =
  (left: number, top: number, right: number, bottom: number): Shape =>
  ([x, y]) =>
    x >= left && x <= right && y >= top && y <= bottom
const rounded =
  (margin: number, radius: number): Shape =>
  ([x, y]) => {
    const reach = 0.5 - margin - radius
    const dx = Math.max(Math.abs(x - 0.5) - reach, 0)
    const dy = Math.max(Math.abs(y - 0.5) - reach, 0)
    return Math.hypot(dx, dy) <= radius
  }
const stroke =
  ([ax, ay]: Point, [bx, by]: Point, width: number): Shape =>
  ([x, y]) => {
    const [dx, dy] = [bx - ax, by - ay]
    const along = Math.min(1, Math.max(0, ((x - ax) * dx + (y - ay) * dy) / (dx * dx + dy * dy)))
    return Math.hypot(x - ax - along * dx, y - ay - along * dy) <= width / 2
  }
const any =
  (...shapes: readonly Shape[]): Shape =>
  (point) =>
    shapes.some((shape) => shape(point))
const without =
  (shape: Shape, ...holes: readonly Shape[]): Shape =>
  (point) =>
    shape(point) && !holes.some((hole) => hole(point))

// All edges are on sixteenths, so that the smallest icon is sharp.
const key = without(
  any(
    disc(0.5, 0.344, 0.2),
    box(0.4375, 0.5, 0.5625, 0.8125),
    box(0.5625, 0.5625, 0.6875, 0.625),
    box(0.5625, 0.6875, 0.6875, 0.75),
  ),
  disc(0.5, 0.344, 0.085),
)
const seal = rounded(0.0625, 0.16)
const frame = without(seal, rounded(0.125, 0.11))

type State = 'normal' | 'attention' | 'error' | 'empty'
type Theme = keyof typeof pigments

const tray: Readonly<Record<State, (theme: Theme) => readonly Layer[]>> = {
  normal: (theme) => [{ shape: without(seal, key), colour: pigments[theme].ink }],
  empty: (theme) => [{ shape: any(frame, key), colour: pigments[theme].ink }],
  attention: (theme) => [
    { shape: without(seal, key, disc(0.78, 0.78, 0.3)), colour: pigments[theme].ink },
    { shape: disc(0.78, 0.78, 0.2), colour: pigments[theme].gamboge },
  ],
  error: (theme) => [
    { shape: without(seal, key, stroke([0.06, 0.94], [0.94, 0.06], 0.32)), colour: pigments[theme].ink },
    { shape: stroke([0.1, 0.9], [0.9, 0.1], 0.15), colour: pigments[theme].cinnabar },
  ],
}

const application: readonly Layer[] = [
  { shape: rounded(0.04, 0.2), colour: colour('#B93A2B') },
  { shape: without(rounded(0.085, 0.16), rounded(0.1, 0.147)), colour: colour('#FAF8F4') },
  { shape: key, colour: colour('#FAF8F4') },
]

type Pixel = readonly [red: number, green: number, blue: number, alpha: number]

const pixelAt = (layers: readonly Layer[], size: number, samples: number, px: number, py: number): Pixel => {
  const sum = [0, 0, 0]
  let covered = 0
  for (let i = 0; i < samples * samples; i += 1) {
    const x = (px + ((i % samples) + 0.5) / samples) / size
    const y = (py + (Math.floor(i / samples) + 0.5) / samples) / size
    const top = layers.findLast(({ shape }) => shape([x, y]))
    if (top === undefined) continue
    covered += 1
    top.colour.forEach((part, index) => {
      sum[index] = (sum[index] ?? 0) + part
    })
  }
  const [red = 0, green = 0, blue = 0] = sum.map((part) => (covered === 0 ? 0 : Math.round(part / covered)))
  return [red, green, blue, Math.round((255 * covered) / (samples * samples))]
}

const chunk = (type: string, data: Buffer): Buffer => {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data])
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)]
  length.writeUInt32BE(data.length)
  sum.writeUInt32BE(crc32(body))
  return Buffer.concat([length, body, sum])
}

/** PNG, 8 bits RGBA (W3C Portable Network Graphics, "11.2 Critical chunks"). */
const png = (layers: readonly Layer[], size: number, samples: number): Buffer => {
  const rows: number[] = []
  for (let y = 0; y < size; y += 1) {
    rows.push(0)
    for (let x = 0; x < size; x += 1) rows.push(...pixelAt(layers, size, samples, x, y))
  }
  const head = Buffer.alloc(13)
  head.writeUInt32BE(size, 0)
  head.writeUInt32BE(size, 4)
  head.set([8, 6, 0, 0, 0], 8)
  return Buffer.concat([
    Buffer.from([137, 80, 78, 71, 13, 10, 26, 10]),
    chunk('IHDR', head),
    chunk('IDAT', deflateSync(Buffer.from(rows), { level: 9 })),
    chunk('IEND', Buffer.alloc(0)),
  ])
}

const root = join(import.meta.dirname, '..')
const states = Object.keys(tray) as State[]
const themes = Object.keys(pigments) as Theme[]
const icons = Object.fromEntries(
  states.map((state) => [
    state,
    Object.fromEntries(
      themes.map((theme) => [
        theme,
        Object.fromEntries(
          [16, 20, 24, 32].map((size) => [size, png(tray[state](theme), size, 8).toString('base64')]),
        ),
      ]),
    ),
  ]),
)
const page = png(application, 32, 8).toString('base64')
const drawn = { tray: icons, page }
writeFileSync(join(root, 'src', 'main', 'tray', 'icons.json'), `${JSON.stringify(drawn, null, 2)}\n`)
const installer = join(root, 'src', 'main', 'shell', 'electron', 'installer')
mkdirSync(installer, { recursive: true })
writeFileSync(join(installer, 'icon.png'), png(application, 1024, 4))
const menus = join(installer, 'icons')
mkdirSync(menus, { recursive: true })
for (const size of [16, 24, 32, 48, 64, 128, 256, 512])
  writeFileSync(join(menus, `${size}x${size}.png`), png(application, size, 8))
