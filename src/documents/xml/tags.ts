/** A tag as it stands in the text of a file that the reader has accepted. `end` is behind its last letter. */
export type Tag = {
  readonly kind: 'open' | 'close' | 'empty'
  readonly prefix: string
  readonly name: string
  readonly start: number
  readonly end: number
}

const pattern =
  /<!--[\s\S]*?-->|<!\[CDATA\[[\s\S]*?\]\]>|<\?[\s\S]*?\?>|<(\/?)([^\s<>/"'=]+)((?:"[^"]*"|'[^']*'|[^<>"'])*)>/g

/** The tags of a file, for writing between them without touching anything else. Comments and data hold none. */
export const tagsIn = (text: string): readonly Tag[] =>
  [...text.matchAll(pattern)].flatMap((match): readonly Tag[] => {
    const [whole, slash, name, rest = ''] = match
    if (name === undefined) return []
    const colon = name.indexOf(':') + 1
    const kind = slash === '/' ? 'close' : rest.endsWith('/') ? 'empty' : 'open'
    const place = { start: match.index, end: match.index + whole.length }
    return [{ kind, prefix: name.slice(0, colon), name: name.slice(colon), ...place }]
  })

const marks: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }

/** Text as it may stand between tags and in an attribute. */
export const escaped = (text: string): string => text.replace(/[&<>"]/g, (letter) => marks[letter] ?? letter)
