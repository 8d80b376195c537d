/** As long as a name on a label that a person can still read. */
export const longestNickname = 64

/** How the person calls a token; null gives it its own name back. */
export const nicknameIn = (typed: string): string | null => {
  const letters = Array.from(typed.replace(/\s+/g, ' ').trim())
  const name = letters.slice(0, longestNickname).join('').trim()
  return name === '' ? null : name
}

type Named = { readonly nickname: string | null; readonly label: string; readonly vendor: string }

/** The name by which a token is remembered: the person's, else the one on it, else its maker's. */
export const rememberedName = ({ nickname, label, vendor }: Named): string => nickname ?? (label || vendor)
