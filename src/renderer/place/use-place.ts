import { useEffect, useRef, useSyncExternalStore } from 'react'
import type { Snapshot } from '../../shared/models/index.ts'
import { hashOf, type Place, placeOf, placeOfRoute } from './place.ts'

export const go = (place: Place): void => {
  window.location.hash = hashOf(place)
}

const useHash = (): string =>
  useSyncExternalStore(
    (changed) => {
      window.addEventListener('hashchange', changed)
      return () => window.removeEventListener('hashchange', changed)
    },
    () => window.location.hash,
  )

export const usePlace = (): Place => placeOf(useHash())

/** Goes where the tray or a notification sends the window; an address typed by hand is left alone at first. */
export const useNavigation = (navigation: Snapshot['navigation'] | undefined): void => {
  const seen = useRef<number | null>(null)
  useEffect(() => {
    if (!navigation || navigation.sequence === seen.current) return
    const first = seen.current === null
    seen.current = navigation.sequence
    if (first && window.location.hash !== '') return
    go(placeOfRoute(navigation))
  }, [navigation])
}
