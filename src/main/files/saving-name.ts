const longest = 120

/** What no system may have in a name, and what would hide the end of one or the folder before it. */
const forbidden = /[<>:"|?*\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu

/** A name under which a file may be saved, without folders and hidden letters. */
export const savingNameOf = (name: string): string => {
  const clean = [...name.replace(forbidden, '_').replace(/[\\/]/g, '_')].slice(-longest).join('')
  return clean.replace(/^[.\s]+|[.\s]+$/g, '') || 'file'
}
