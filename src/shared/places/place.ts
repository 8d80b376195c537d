import { z } from 'zod'
import { stepIds } from '../diagnosis/step-ids.ts'
import { type Details, isPageName, type PageName, pageOf, type pages, settingsSections } from './pages.ts'

type PlaceOn<P extends PageName> = { readonly page: P } & Details[(typeof pages)[P]['detail']]

/** Every place where a window can be, and to which the tray, a notification or a notice can lead. */
export type Place = { [P in PageName]: PlaceOn<P> }[PageName]
export type PlaceOf<P extends PageName> = Extract<Place, { readonly page: P }>

const longest = 400

const unescaped = (word: string): string | null => {
  try {
    return decodeURIComponent(word)
  } catch {
    return null
  }
}

/** The detail in an address; null if the page needs one and it is missing or not valid. */
const detailOf = (kind: keyof Details, word: string | null): object | null => {
  switch (kind) {
    case 'none':
      return word === null ? {} : null
    case 'token':
      return word === null ? null : { tokenId: word }
    case 'token-or-none':
      return { tokenId: word }
    case 'certificate-or-none':
      return { certificateId: word }
    case 'issuer-or-none':
      return { issuerId: word }
    case 'certificate':
      return word === null ? null : { certificateId: word }
    case 'transaction':
      return word === null ? null : { transactionId: word }
    case 'dossier':
      return word === null ? null : { dossierKey: word }
    case 'search-or-none':
      return { search: word }
    case 'article':
      return word === null ? null : { articleId: word }
    case 'document':
      return word === null ? null : { documentId: word }
    case 'upgrade':
      return word === null ? null : { upgradeId: word }
    case 'step-or-none': {
      const step = stepIds.find((one) => one === word) ?? null
      return word === null || step !== null ? { step } : null
    }
    case 'section': {
      const section = settingsSections.find((one) => one === (word ?? settingsSections[0]))
      return section ? { section } : null
    }
  }
}

const wordOf = (place: Place): string | null => {
  if ('tokenId' in place) return place.tokenId
  if ('issuerId' in place) return place.issuerId
  if ('certificateId' in place) return place.certificateId
  if ('transactionId' in place) return place.transactionId
  if ('dossierKey' in place) return place.dossierKey
  if ('upgradeId' in place) return place.upgradeId
  if ('step' in place) return place.step
  if ('search' in place) return place.search
  if ('articleId' in place) return place.articleId
  if ('documentId' in place) return place.documentId
  return 'section' in place ? place.section : null
}

/** The address of a place: the part after the # in the window's address. */
export const hashOf = (place: Place): string => {
  const word = wordOf(place)
  return word === null ? `#/${place.page}` : `#/${place.page}/${encodeURIComponent(word)}`
}

/** The place of an address: 主页 for an empty one, null if there is no such place. */
export const placeOf = (hash: string): Place | null => {
  const [name = '', word = '', ...rest] = hash
    .slice(0, longest * 3)
    .replace(/^#?\/?/, '')
    .split('/')
  if (name === '') return { page: 'home' }
  if (!isPageName(name) || rest.length > 0) return null
  const detail = word === '' ? null : unescaped(word)
  if (word !== '' && detail === null) return null
  const found = detailOf(pageOf(name).detail, detail)
  // The table says which detail belongs to which page, so together they make a place.
  return found && ({ page: name, ...found } as Place)
}

const isSame = (one: object, other: object): boolean => {
  const [mine, theirs] = [Object.entries(one), Object.entries(other)]
  return (
    mine.length === theirs.length &&
    mine.every(([key, value]) => Object.entries(other).some(([k, v]) => k === key && v === value))
  )
}

const isPlace = (value: unknown): value is Place => {
  if (typeof value !== 'object' || value === null || !('page' in value)) return false
  const { page } = value
  if (typeof page !== 'string' || !isPageName(page)) return false
  const word = Object.entries(value).find(([key]) => key !== 'page')?.[1]
  if (word !== undefined && word !== null && (typeof word !== 'string' || word.length > longest)) return false
  const found = detailOf(pageOf(page).detail, word ?? null)
  return found !== null && isSame(value, { page, ...found })
}

/** A place as it crosses between processes. */
export const place = z.custom<Place>(isPlace, { error: 'not a place' })
