import { useEffect, useState } from 'react'
import type { FontStyle, PageFont } from '../../../shared/documents/drawing.ts'
import { bytesOf } from '../../live/base64.ts'

/** Names of the faces that the browser has taken; null where there is none or it refused it. */
export type Faces = { readonly byLetter: string | null; readonly byGlyph: string | null }
export type FacesByFont = ReadonlyMap<string, Faces>

/** What stands in for a font that is not at hand, on Windows, macOS and Linux. */
const standIns: Readonly<Record<FontStyle, string>> = {
  song: '"SimSun", "Songti SC", "Noto Serif CJK SC", "Source Han Serif SC", serif',
  hei: '"Microsoft YaHei", "SimHei", "PingFang SC", "Noto Sans CJK SC", sans-serif',
  kai: '"KaiTi", "Kaiti SC", "STKaiti", "Noto Serif CJK SC", serif',
  fang: '"FangSong", "STFangsong", "Noto Serif CJK SC", serif',
  mono: '"Courier New", "Noto Sans Mono CJK SC", monospace',
}

export const familyOf = (font: PageFont | undefined, faces: Faces | undefined): string => {
  const own = [faces?.byGlyph, faces?.byLetter].filter((name) => name != null)
  const named = [...own, ...(font?.names ?? [])].map((name) => `"${name}"`)
  return [...named, standIns[font?.style ?? 'song']].join(', ')
}

/** The browser checks a font by itself and refuses what it does not trust; then another font shows the text. */
const loadFace = async (name: string, base64: string | null): Promise<FontFace | null> => {
  if (base64 === null) return null
  try {
    return await new FontFace(name, bytesOf(base64)).load()
  } catch {
    return null
  }
}

type Loaded = { readonly faces: FacesByFont; readonly refused: number }

const loadAll = async (fonts: readonly PageFont[], taken: FontFace[]): Promise<Loaded> => {
  const faces = new Map<string, Faces>()
  let refused = 0
  for (const font of fonts) {
    const [byLetter, byGlyph] = await Promise.all([
      loadFace(`${font.key}-letters`, font.byLetter),
      loadFace(`${font.key}-glyphs`, font.byGlyph),
    ])
    for (const face of [byLetter, byGlyph]) if (face !== null) taken.push(face)
    const has = font.byLetter !== null || font.byGlyph !== null
    if (has && byLetter === null && byGlyph === null) refused += 1
    faces.set(font.key, { byLetter: byLetter?.family ?? null, byGlyph: byGlyph?.family ?? null })
  }
  return { faces, refused }
}

/** The embedded fonts of a page while it is shown; null until all have been tried. */
export const useFaces = (fonts: readonly PageFont[]): Loaded | null => {
  const [loaded, setLoaded] = useState<Loaded | null>(null)
  useEffect(() => {
    let gone = false
    const taken: FontFace[] = []
    setLoaded(null)
    void loadAll(fonts, taken).then((all) => {
      if (gone) return
      for (const face of taken) document.fonts.add(face)
      setLoaded(all)
    })
    return () => {
      gone = true
      for (const face of taken) document.fonts.delete(face)
    }
  }, [fonts])
  return loaded
}

/** Addresses of the pictures of a page while it is shown. */
export const usePictures = (
  pictures: readonly { readonly key: string; readonly media: string; readonly base64: string }[],
): ReadonlyMap<string, string> | null => {
  const [addresses, setAddresses] = useState<ReadonlyMap<string, string> | null>(null)
  useEffect(() => {
    const made = new Map(
      pictures.map(({ key, media, base64 }) => [
        key,
        URL.createObjectURL(new Blob([bytesOf(base64)], { type: media })),
      ]),
    )
    setAddresses(made)
    return () => {
      for (const address of made.values()) URL.revokeObjectURL(address)
    }
  }, [pictures])
  return addresses
}
