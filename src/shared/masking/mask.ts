/** The outer characters of a number, by which its owner recognises it: 110***********002X. */
export const maskIdNumber = (value: string): string => {
  if (value.length <= 7) return `${value.slice(0, 1)}${'*'.repeat(Math.max(0, value.length - 1))}`
  return `${value.slice(0, 3)}${'*'.repeat(value.length - 7)}${value.slice(-4)}`
}

export const maskPhone = (value: string): string =>
  value.length < 8 ? `${value.slice(0, 2)}****` : `${value.slice(0, 3)}****${value.slice(-4)}`

export const maskEmail = (value: string): string => {
  const at = value.lastIndexOf('@')
  return `${value.slice(0, Math.min(2, at))}***${value.slice(at)}`
}

/** The first characters of an address, which name the place. */
export const maskAddress = (value: string): string =>
  `${value.slice(0, Math.min(6, Math.ceil(value.length / 2)))}****`

/** The first letter of a short name, the first four of a long one: 王*, 北京示例****. */
export const maskName = (value: string): string => {
  const letters = Array.from(value)
  return letters.length <= 6
    ? `${letters.slice(0, 1).join('')}${'*'.repeat(Math.max(1, letters.length - 1))}`
    : `${letters.slice(0, 4).join('')}****`
}
