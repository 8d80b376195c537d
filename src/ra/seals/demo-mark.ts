import type { Raster } from './png.ts'

/**
 * 演示 as strokes on a grid of 16 by 16 for each character, so that the mark needs no font. A stroke is a list of
 * points.
 */
const STROKES: readonly (readonly (readonly [number, number])[])[] = [
  // 演
  [
    [1.5, 2],
    [3.5, 4],
  ],
  [
    [0.8, 6],
    [3, 8],
  ],
  [
    [1, 14.5],
    [3.5, 10],
  ],
  [
    [9.8, 0.8],
    [10.2, 2.2],
  ],
  [
    [5.4, 4.6],
    [5.4, 2.8],
    [14.8, 2.8],
    [14.8, 4.6],
  ],
  [
    [6.5, 5.2],
    [13.6, 5.2],
  ],
  [
    [6.4, 7.2],
    [13.8, 7.2],
    [13.8, 11.6],
    [6.4, 11.6],
    [6.4, 7.2],
  ],
  [
    [10.1, 5.2],
    [10.1, 11.6],
  ],
  [
    [6.4, 9.4],
    [13.8, 9.4],
  ],
  [
    [8.4, 12.4],
    [5.2, 15],
  ],
  [
    [11.8, 12.4],
    [15, 15],
  ],
  // 示
  [
    [20, 2.5],
    [28.5, 2.5],
  ],
  [
    [17.8, 6.4],
    [30.4, 6.4],
  ],
  [
    [24.1, 6.4],
    [24.1, 14.6],
    [22, 13.8],
  ],
  [
    [20.6, 9],
    [17.8, 13],
  ],
  [
    [27.4, 9],
    [30.4, 12.8],
  ],
]

type Point = readonly [number, number]

function distance([x, y]: Point, [ax, ay]: Point, [bx, by]: Point): number {
  const [dx, dy] = [bx - ax, by - ay]
  const along = Math.max(0, Math.min(1, ((x - ax) * dx + (y - ay) * dy) / (dx * dx + dy * dy)))
  return Math.hypot(x - ax - along * dx, y - ay - along * dy)
}

const SEGMENTS: readonly (readonly [Point, Point])[] = STROKES.flatMap((stroke) =>
  stroke.slice(1).map((point, index) => [stroke[index] ?? point, point] as const),
)

function nearest(point: Point): number {
  return Math.min(...SEGMENTS.map(([from, to]) => distance(point, from, to)))
}

const INK = [31, 98, 128] as const
const HALF = 0.85

/**
 * Writes 演示 over the lower part of the picture, in another colour than a seal's and in a gap of its own, so that no
 * picture of this authority can pass for that of a real seal.
 */
export function withDemoMark({ width, height, rgba }: Raster): Raster {
  const marked = Uint8Array.from(rgba)
  const scale = Math.min(width, height) / 84
  const [left, top] = [(width - 32 * scale) / 2, height * 0.69]
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      const [u, v] = [(x + 0.5 - left) / scale, (y + 0.5 - top) / scale]
      if (u < -1.5 || v < -1.5 || u > 33.5 || v > 17.5) continue
      const cover = Math.max(0, Math.min(1, (HALF - nearest([u, v])) * scale + 0.5))
      // Outside of the strokes the gap is white, so the mark can be read on any picture.
      const colour = INK.map((ink) => Math.round(255 + (ink - 255) * cover))
      marked.set([...colour, 255], (y * width + x) * 4)
    }
  return { width, height, rgba: marked }
}
