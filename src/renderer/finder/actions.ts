import { accountAt } from '../../shared/account/account-at.ts'
import type { Snapshot } from '../../shared/models/index.ts'
import { type PageName, pageNames, pageOf, settingsSections } from '../../shared/places/pages.ts'
import { type Place, placeOf } from '../../shared/places/place.ts'
import type { Texts } from '../../shared/text/index.ts'
import { isUpgradeKnown } from '../../shared/upgrade/rows.ts'

/** A place that can be found, with the other names that people have for it. */
export type Action = { readonly title: string; readonly also: readonly string[]; readonly place: Place }

const forTheSignedIn: readonly PageName[] = ['completion', 'centre', 'old-account']

/** Whether a person can begin something there now. */
const isOpenNow = (page: PageName, snapshot: Snapshot): boolean => {
  if (pageOf(page).own) return false
  if (page === 'upgrades') return isUpgradeKnown(snapshot)
  if (forTheSignedIn.includes(page)) return accountAt(snapshot, snapshot.issuer.id).state === 'signed-in'
  return true
}

const sections = (words: Texts): readonly Action[] =>
  settingsSections.map((section) => ({
    title: words.finder.section(words.settings.title, words.settings.sections[section]),
    also: [],
    place: { page: 'settings', section },
  }))

/** The pages that need no token or certificate, and the sections of the settings. A new page is found by itself. */
export const actionsNow = (snapshot: Snapshot, words: Texts): readonly Action[] => [
  ...pageNames.flatMap((page): readonly Action[] => {
    const place = page === 'settings' || !isOpenNow(page, snapshot) ? null : placeOf(`#/${page}`)
    if (place === null) return []
    const also = (words.finder.also[page] ?? '').split(/[、,]/).map((word) => word.trim())
    return [{ title: pageOf(page).title(words), also: also.filter((word) => word !== ''), place }]
  }),
  ...sections(words),
]
