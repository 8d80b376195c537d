import type { RaSeal } from '../../../shared/ra-contract/index.ts'

// The browser draws the seal, because only it has fonts for every name. The authority reads the pixels, writes 演示
// across them and makes a picture of its own.

const RED = '#c8271b'
const FONT = '"SimSun", "Songti SC", "Noto Serif CJK SC", "Noto Sans CJK SC", serif'
const SIDE = 300

type Pen = CanvasRenderingContext2D

const star = (pen: Pen, radius: number): void => {
  pen.beginPath()
  for (let point = 0; point < 10; point++) {
    const angle = (point * Math.PI) / 5 - Math.PI / 2
    const reach = point % 2 === 0 ? radius : radius * 0.382
    pen.lineTo(Math.cos(angle) * reach, Math.sin(angle) * reach)
  }
  pen.closePath()
  pen.fill()
}

/** Up to so many characters keep their width; longer names become narrower. */
const arc = (pen: Pen, name: string): void => {
  const characters = [...name]
  const spread = Math.min(1.42 * Math.PI, characters.length * 0.3)
  const step = characters.length > 1 ? spread / (characters.length - 1) : 0
  const radius = 106
  const width = Math.min(1, (step * radius) / 30 || 1)
  pen.font = `600 31px ${FONT}`
  for (const [index, character] of characters.entries()) {
    const angle = -spread / 2 + index * step
    pen.save()
    pen.rotate(angle)
    pen.translate(0, -radius)
    pen.scale(width, 1.12)
    pen.fillText(character, 0, 0)
    pen.restore()
  }
}

/** The lower part of every seal is left free for the mark of the demonstration. 公章: a ring, the name on its arc, and the star. */
const company = (pen: Pen, name: string): void => {
  pen.translate(SIDE / 2, SIDE / 2)
  pen.lineWidth = 7
  pen.beginPath()
  pen.arc(0, 0, SIDE / 2 - 6, 0, 2 * Math.PI)
  pen.stroke()
  arc(pen, name)
  star(pen, 44)
}

/** 名章: the name and 印 in two columns, read from the right, in a square. */
const personal = (pen: Pen, name: string): void => {
  pen.lineWidth = 12
  pen.strokeRect(10, 10, SIDE - 20, SIDE - 20)
  const characters = [...`${name.slice(0, 7)}印`]
  const perColumn = Math.ceil(characters.length / 2)
  const height = (SIDE * 0.68 - 30) / perColumn
  const size = Math.min(112, height)
  pen.font = `600 ${size}px ${FONT}`
  for (const [index, character] of characters.entries()) {
    const column = Math.floor(index / perColumn)
    pen.fillText(character, SIDE * (column === 0 ? 0.7 : 0.3), 26 + height * ((index % perColumn) + 0.5))
  }
}

/** Six degrees of ink are enough for smooth edges, and make a smaller file: the authority takes 44 kB at most. */
const withFewShades = (pen: Pen): void => {
  const image = pen.getImageData(0, 0, SIDE, SIDE)
  for (let at = 3; at < image.data.length; at += 4)
    image.data[at] = Math.min(255, Math.round((image.data[at] ?? 0) / 51) * 51)
  pen.putImageData(image, 0, 0)
}

/** The picture of a seal as PNG in base64. */
export const drawSeal = ({ name, type }: Pick<RaSeal, 'name' | 'type'>): string => {
  const canvas = document.createElement('canvas')
  canvas.width = SIDE
  canvas.height = SIDE
  const pen = canvas.getContext('2d')
  if (pen === null) return ''
  pen.fillStyle = RED
  pen.strokeStyle = RED
  pen.textAlign = 'center'
  pen.textBaseline = 'middle'
  if (type === 'organisation') company(pen, name)
  else personal(pen, name)
  withFewShades(pen)
  return canvas.toDataURL('image/png').split(',')[1] ?? ''
}
