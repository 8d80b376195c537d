export const shortestPassword = 8
export const longestPassword = 64

/** Why a new password is not taken. */
export type PasswordFault = 'too-short' | 'too-long' | 'too-simple' | 'like-account'

/**
 * 8 to 64 characters of at least three of four kinds: small letters, capitals, digits, others. It contains none of
 * `known`, the phone, the number and the name by which the person logs in.
 */
export const passwordFault = (password: string, known: readonly string[]): PasswordFault | null => {
  const length = Array.from(password).length
  if (length < shortestPassword) return 'too-short'
  if (length > longestPassword) return 'too-long'
  const kinds = [/[a-z]/, /[A-Z]/, /[0-9]/, /[^a-zA-Z0-9]/].filter((kind) => kind.test(password)).length
  if (kinds < 3) return 'too-simple'
  const lower = password.toLowerCase()
  return known.some((one) => one.length >= 4 && lower.includes(one.toLowerCase())) ? 'like-account' : null
}
