/** A picture as pixels, from the top left, in three bytes each and their opacity. */
export type Raster = {
  readonly width: number
  readonly height: number
  readonly rgb: Uint8Array
  /** null: nothing can be seen through it. */
  readonly alpha: Uint8Array | null
}

/** A picture that is none, of a kind that is not read, or too large. */
export class UnfitPicture extends Error {
  override readonly name = 'UnfitPicture'
}

/** A seal of 40 mm has 1,900 pixels a side at 1,200 dots per inch. */
const mostPixels = 4_000_000

export const checkedSize = (width: number, height: number): void => {
  const fits = width > 0 && height > 0 && width * height <= mostPixels
  if (!fits) throw new UnfitPicture()
}

/** The picture from pixels of four bytes, without an opacity that says nothing. */
export const rasterOf = (width: number, height: number, rgba: Uint8Array): Raster => {
  const rgb = new Uint8Array(width * height * 3)
  const alpha = new Uint8Array(width * height)
  let isOpaque = true
  for (let pixel = 0; pixel < alpha.length; pixel++) {
    for (let part = 0; part < 3; part++) rgb[pixel * 3 + part] = rgba[pixel * 4 + part] ?? 0
    alpha[pixel] = rgba[pixel * 4 + 3] ?? 0
    if (alpha[pixel] !== 255) isOpaque = false
  }
  return { width, height, rgb, alpha: isOpaque ? null : alpha }
}
