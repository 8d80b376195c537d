import { randomBytes } from 'node:crypto'

/** A number from `least` to before `end`. It only draws, so it need not be even; one picture needs hundreds. */
type Roll = (least: number, end: number) => number

const BYTES = 2048

function rolls(): Roll {
  const bytes = randomBytes(BYTES)
  let used = 0
  return (least, end) => {
    const value = bytes.readUInt16LE(used % (BYTES - 1))
    used += 2
    return least + (value % (end - least))
  }
}

const WIDTH = 120
const HEIGHT = 40

/**
 * Strokes of each letter on a grid of 4 by 6. The text is drawn as lines, so that the file does not contain the
 * answer as text.
 */
const STROKES: Readonly<Record<string, string>> = {
  A: '06-20-46 13-33',
  B: '00-06-36-45-44-33-03 33-42-41-30-00',
  C: '41-30-10-01-05-16-36-45',
  D: '00-06-26-44-42-20-00',
  E: '40-00-06-46 03-33',
  F: '40-00-06 03-33',
  G: '41-30-10-01-05-16-36-45-43-23',
  H: '00-06 40-46 03-43',
  I: '20-26',
  J: '30-35-26-16-05',
  K: '00-06 40-03-46',
  L: '00-06-46',
  M: '06-00-23-40-46',
  N: '06-00-46-40',
  O: '10-30-41-45-36-16-05-01-10',
  P: '06-00-30-41-42-33-03',
  Q: '10-30-41-45-36-16-05-01-10 24-46',
  R: '06-00-30-41-42-33-03 23-46',
  S: '41-30-10-01-02-13-33-44-45-36-16-05',
  T: '00-40 20-26',
  U: '00-05-16-36-45-40',
  V: '00-26-40',
  W: '00-16-22-36-40',
  X: '00-46 40-06',
  Y: '00-23-40 23-26',
  Z: '00-40-06-46',
  0: '10-30-41-45-36-16-05-01-10 32-14',
  1: '11-20-26 16-36',
  2: '01-10-30-41-42-06-46',
  3: '00-40-23-34-45-36-16-05',
  4: '36-30-04-44',
  5: '40-00-03-33-44-45-36-06',
  6: '40-20-02-05-16-36-45-44-33-03',
  7: '00-40-16',
  8: '10-30-41-42-33-13-02-01-10 13-04-05-16-36-45-44-33',
  9: '06-26-44-41-30-10-01-02-13-43',
}

/**
 * The text as wobbling strokes over a few stray lines, in one ink that is readable on light and dark. The strokes of
 * all letters are cut into pieces, which stand in random order and direction: whoever reads the file learns no more than
 * from the picture.
 */
export function captchaPicture(text: string): string {
  const roll = rolls()
  const letters = [...text.toUpperCase()]
  const step = (WIDTH - 16) / Math.max(letters.length, 1)
  const scale = Math.min(1, step / 26)
  const strokes = letters.flatMap((letter, index) => glyph(roll, letter, 8 + index * step, scale))
  const marks = shuffled(
    roll,
    strokes.flatMap((stroke) => pieces(roll, stroke)),
  )
  const noise = Array.from({ length: 4 }, () => strayLine(roll))
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" width="${WIDTH}" height="${HEIGHT}" role="img">`,
    `<rect width="${WIDTH}" height="${HEIGHT}" fill="#f3efe6"/>`,
    `<g fill="none" stroke="#1f6280" stroke-linecap="round" stroke-linejoin="round">`,
    `<path stroke-width="1" opacity="0.5" d="${noise.join('')}"/>`,
    `<path stroke-width="2.4" d="${marks.join('')}"/>`,
    '</g></svg>',
  ].join('')
}

type Point = readonly [x: number, y: number]
type Stroke = readonly Point[]

function glyph(roll: Roll, letter: string, left: number, scale: number): readonly Stroke[] {
  const angle = (roll(-25, 26) * Math.PI) / 180
  const lift = roll(-3, 4)
  const place = (x: number, y: number): Point => {
    const [dx, dy] = [(x - 2) * 4.4 * scale + wobble(roll), (y - 3) * 4.2 * scale + wobble(roll)]
    const px = left + 12 * scale + dx * Math.cos(angle) - dy * Math.sin(angle)
    return [px, HEIGHT / 2 + lift + dx * Math.sin(angle) + dy * Math.cos(angle)]
  }
  const strokes = (STROKES[letter] ?? '').split(' ').filter((stroke) => stroke !== '')
  return strokes.map((stroke) => stroke.split('-').map((point) => place(Number(point[0]), Number(point[1]))))
}

/** Each line of a stroke in one to three pieces, each drawn in either direction. */
function pieces(roll: Roll, stroke: Stroke): readonly string[] {
  return stroke.slice(1).flatMap((to, index) => {
    const from = stroke[index] ?? to
    const cuts = [0, ...Array.from({ length: roll(0, 3) }, () => roll(20, 80) / 100), 1]
    const points = cuts.toSorted((a, b) => a - b).map((cut) => between(from, to, cut))
    return points.slice(1).map((end, i) => {
      const start = points[i] ?? end
      return roll(0, 2) === 0 ? line(start, end) : line(end, start)
    })
  })
}

function between([x, y]: Point, [toX, toY]: Point, cut: number): Point {
  return [x + (toX - x) * cut, y + (toY - y) * cut]
}

function line([x, y]: Point, [toX, toY]: Point): string {
  return `M${x.toFixed(1)} ${y.toFixed(1)}L${toX.toFixed(1)} ${toY.toFixed(1)}`
}

function shuffled(roll: Roll, all: readonly string[]): readonly string[] {
  return all
    .map((piece) => ({ piece, at: roll(0, 2 ** 16) }))
    .toSorted((one, other) => one.at - other.at)
    .map(({ piece }) => piece)
}

function wobble(roll: Roll): number {
  return roll(-8, 9) / 10
}

function strayLine(roll: Roll): string {
  return `M${roll(0, WIDTH)} ${roll(0, HEIGHT)}Q${roll(0, WIDTH)} ${roll(0, HEIGHT)} ${roll(0, WIDTH)} ${roll(0, HEIGHT)}`
}
