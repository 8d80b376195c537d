import { z } from 'zod'

const session = z.object({ token: z.string(), name: z.string() })
export type KeptSession = z.infer<typeof session>

/** The session of this tab. It is gone when the tab is closed. */
export const keptSession = (): KeptSession | null => {
  const text = sessionStorage.getItem('operator')
  if (text === null) return null
  const parsed = session.safeParse(JSON.parse(text))
  return parsed.success ? parsed.data : null
}

export const keepSession = (kept: KeptSession | null): void => {
  if (kept === null) sessionStorage.removeItem('operator')
  else sessionStorage.setItem('operator', JSON.stringify(kept))
}

/** The id by which the authority knows the operator's device. It is made once for this browser. */
export const deviceId = (): string => {
  const kept = localStorage.getItem('device')
  if (kept !== null && /^[A-Za-z0-9_-]{32}$/.test(kept)) return kept
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  const made = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
  localStorage.setItem('device', made)
  return made
}

export type Language = 'zh-CN' | 'en'

export const keptLanguage = (): Language => {
  const kept = localStorage.getItem('language')
  if (kept === 'zh-CN' || kept === 'en') return kept
  return navigator.language.startsWith('zh') ? 'zh-CN' : 'en'
}

export const keepLanguage = (language: Language): void => localStorage.setItem('language', language)
