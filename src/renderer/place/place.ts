import type { Snapshot } from '../../shared/models/index.ts'

export const settingsSections = ['user', 'general', 'certificates', 'about'] as const
export type SettingsSection = (typeof settingsSections)[number]

/** Everywhere a window can be. */
export type Place =
  | { readonly page: 'home' }
  | { readonly page: 'certificates' }
  | { readonly page: 'certificate'; readonly certificateId: string }
  | { readonly page: 'issue'; readonly tokenId: string | null }
  | { readonly page: 'login' }
  | { readonly page: 'pin'; readonly tokenId: string }
  | { readonly page: 'unlock'; readonly tokenId: string }
  | { readonly page: 'replacement' }
  | { readonly page: 'backup'; readonly tokenId: string | null }
  /** The same page, opened where a backup is taken in. */
  | { readonly page: 'restore' }
  | { readonly page: 'history'; readonly tokenId: string | null }
  | { readonly page: 'settings'; readonly section: SettingsSection }
  | { readonly page: 'prompt' }

const home: Place = { page: 'home' }

const isSection = (word: string | undefined): word is SettingsSection =>
  settingsSections.some((section) => section === word)

const unescaped = (word: string): string | null => {
  try {
    return decodeURIComponent(word)
  } catch {
    return null
  }
}

/** The place an address names; anything unknown is home. */
export const placeOf = (hash: string): Place => {
  const [first, second] = hash.replace(/^#?\/?/, '').split('/')
  const detail = second ? unescaped(second) : null
  switch (first) {
    case 'certificates':
      return { page: 'certificates' }
    case 'certificate':
      return detail ? { page: 'certificate', certificateId: detail } : { page: 'certificates' }
    case 'issue':
      return { page: 'issue', tokenId: detail }
    case 'login':
      return { page: 'login' }
    case 'pin':
    case 'unlock':
      return detail ? { page: first, tokenId: detail } : { page: 'certificates' }
    case 'replacement':
    case 'restore':
      return { page: first }
    case 'backup':
    case 'history':
      return { page: first, tokenId: detail }
    case 'settings':
      return { page: 'settings', section: isSection(second) ? second : 'user' }
    case 'prompt':
      return { page: 'prompt' }
    default:
      return home
  }
}

export const hashOf = (place: Place): string => {
  switch (place.page) {
    case 'certificate':
      return `#/certificate/${encodeURIComponent(place.certificateId)}`
    case 'issue':
    case 'pin':
    case 'unlock':
    case 'backup':
    case 'history':
      return place.tokenId ? `#/${place.page}/${encodeURIComponent(place.tokenId)}` : `#/${place.page}`
    case 'settings':
      return `#/settings/${place.section}`
    default:
      return `#/${place.page}`
  }
}

/** Where the main process sends the window; pages that do not exist yet are home. */
export const placeOfRoute = ({ route, tokenId }: Snapshot['navigation']): Place =>
  route === 'issue' ? { page: 'issue', tokenId } : placeOf(`#/${route}`)
