import JsBarcode from 'jsbarcode'

/** What a keyboard without Chinese types. Longer numbers would have bars too thin for a scanner. */
const encodable = /^[\x20-\x7e]{1,24}$/

/** The bars of a number in Code 128 as ones and gaps as zeros; null if its letters have no bars. */
export const barsOf = (number: string): string | null => {
  if (!encodable.test(number)) return null
  const target: { encodings?: readonly { readonly data: string }[] } = {}
  JsBarcode(target, number, { format: 'CODE128' })
  return target.encodings?.map(({ data }) => data).join('') ?? null
}
