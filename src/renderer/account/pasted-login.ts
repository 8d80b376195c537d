export type PastedLogin = { readonly userName?: string; readonly applicantName?: string }

type Field = keyof PastedLogin

const labels: readonly (readonly [Field, string])[] = [
  ['userName', '用\\s*户\\s*名(?:称)?|登\\s*录\\s*名|user\\s*name'],
  ['applicantName', '申\\s*请\\s*人\\s*(?:名\\s*称|姓\\s*名)?|名\\s*称|applicant(?:\\s*name)?'],
]

const between = '(?:\\s*[:：]\\s*|[\\t ]*[\\r\\n]+\\s*|\\t\\s*)'

type Found = { readonly field: Field; readonly from: number; readonly valueFrom: number }

const labelsIn = (text: string): readonly Found[] =>
  labels
    .flatMap(([field, label]) =>
      Array.from(text.matchAll(new RegExp(`[「“"]?(?:${label})[」”"]?${between}`, 'gi')), (match) => ({
        field,
        from: match.index,
        valueFrom: match.index + match[0].length,
      })),
    )
    .sort((a, b) => a.from - b.from)

const closers: Readonly<Record<string, string>> = { ')': '(', '）': '（', '】': '【', ']': '[', '」': '「' }

/**
 * A value may contain brackets of its own. A closing bracket that it never opened belongs to the sentence around it.
 */
const untilUnopened = (value: string): string => {
  const open: string[] = []
  for (const [index, character] of Array.from(value).entries()) {
    if (Object.values(closers).includes(character)) open.push(character)
    const opener = closers[character]
    if (opener !== undefined && open.pop() !== opener) return Array.from(value).slice(0, index).join('')
  }
  return value
}

const quotes = /^[「『“"'<《\s]+|[」』”"'>》\s,，;；。、|/]+$/g

const cleaned = (text: string): string =>
  untilUnopened((text.trim().split(/[\r\n\t]/)[0] ?? '').replace(/^[「『“"《\s]+/, ''))
    .replace(quotes, '')
    .trim()

const halfWidth = (text: string): string =>
  text.replace(/[！-～]/g, (wide) => String.fromCharCode(wide.charCodeAt(0) - 0xfee0))

/**
 * What a mail or web page says about the login, anywhere in the pasted text: half-width or full-width colons, one line
 * or several, in either order. Empty if no label is found.
 */
export const readPastedLogin = (text: string): PastedLogin | null => {
  const found = labelsIn(text)
  const login: { userName?: string; applicantName?: string } = {}
  for (const [index, { field, valueFrom }] of found.entries()) {
    const value = cleaned(text.slice(valueFrom, found[index + 1]?.from ?? text.length))
    if (value === '' || login[field] !== undefined) continue
    login[field] = field === 'userName' ? halfWidth(value) : value
  }
  return login.userName === undefined && login.applicantName === undefined ? null : login
}
