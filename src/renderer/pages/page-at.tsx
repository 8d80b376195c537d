import { assertNever } from '../../shared/assert-never.ts'
import type { Place } from '../place/place.ts'
import { HomePage } from './home/home-page.tsx'
import { SettingsPage } from './settings/settings-page.tsx'

/** The page of a place. */
export const PageAt = ({ place }: { readonly place: Place }) => {
  switch (place.page) {
    case 'home':
    case 'prompt':
    case 'certificates':
    case 'certificate':
    case 'issue':
    case 'login':
      return <HomePage />
    case 'settings':
      return <SettingsPage section={place.section} />
    default:
      return assertNever(place)
  }
}
