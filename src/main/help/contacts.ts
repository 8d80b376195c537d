import type { HelpContact, Language } from '../../shared/models/index.ts'
import { visible, visibleName } from '../../shared/visible.ts'
import type { Issuer } from '../issuers/issuers.ts'

type Bilingual = { readonly zh: string; readonly en: string }

const shown = (text: string | null): string | null => (text === null ? null : visibleName(text))

/** Where an issuer can be reached, as far as its file says. Nothing is added to it. */
export const contactOf = (issuer: Issuer, language: Language): HelpContact => {
  const said = ({ zh, en }: Bilingual): string => visible(language === 'en' ? en : zh)
  const { id, hotline, hotlines, servicePoints, onlineService, onlineHelp } = issuer
  return {
    issuerId: id,
    hotlines: [
      ...(hotline === null ? [] : [{ number: visibleName(hotline), purpose: null }]),
      ...hotlines.map(({ number, purpose }) => ({ number: visibleName(number), purpose: said(purpose) })),
    ],
    servicePoints: servicePoints.map(({ name, region, address, phone, hours, documents }) => ({
      ...{ name: visibleName(name), address: visibleName(address) },
      ...{ region: shown(region), phone: shown(phone), hours: shown(hours) },
      documents: documents.map(said),
    })),
    ...{ onlineService, onlineHelp },
  }
}
