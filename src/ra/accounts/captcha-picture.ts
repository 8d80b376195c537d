import { randomInt } from 'node:crypto'

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

/** The text as wobbling strokes over a few stray lines, in one ink that is readable on light and dark. */
export function captchaPicture(text: string): string {
  const letters = [...text.toUpperCase()]
  const step = (WIDTH - 16) / Math.max(letters.length, 1)
  const scale = Math.min(1, step / 26)
  const marks = letters.map((letter, index) => glyph(letter, 8 + index * step, scale))
  const noise = Array.from({ length: 4 }, strayLine)
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" width="${WIDTH}" height="${HEIGHT}" role="img">`,
    `<rect width="${WIDTH}" height="${HEIGHT}" fill="#f3efe6"/>`,
    `<g fill="none" stroke="#1f6280" stroke-linecap="round" stroke-linejoin="round">`,
    `<path stroke-width="1" opacity="0.5" d="${noise.join('')}"/>`,
    `<path stroke-width="2.4" d="${marks.join('')}"/>`,
    '</g></svg>',
  ].join('')
}

function glyph(letter: string, left: number, scale: number): string {
  const angle = (randomInt(-25, 26) * Math.PI) / 180
  const lift = randomInt(-3, 4)
  const place = (x: number, y: number): string => {
    const [dx, dy] = [(x - 2) * 4.4 * scale + wobble(), (y - 3) * 4.2 * scale + wobble()]
    const px = left + 12 * scale + dx * Math.cos(angle) - dy * Math.sin(angle)
    const py = HEIGHT / 2 + lift + dx * Math.sin(angle) + dy * Math.cos(angle)
    return `${px.toFixed(1)} ${py.toFixed(1)}`
  }
  const strokes = (STROKES[letter] ?? '').split(' ').filter((stroke) => stroke !== '')
  return strokes
    .map(
      (stroke) =>
        `M${stroke
          .split('-')
          .map((point) => place(Number(point[0]), Number(point[1])))
          .join('L')}`,
    )
    .join('')
}

function wobble(): number {
  return randomInt(-8, 9) / 10
}

function strayLine(): string {
  return `M${randomInt(WIDTH)} ${randomInt(HEIGHT)}Q${randomInt(WIDTH)} ${randomInt(HEIGHT)} ${randomInt(WIDTH)} ${randomInt(HEIGHT)}`
}
