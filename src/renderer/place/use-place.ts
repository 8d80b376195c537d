import { useEffect, useRef, useSyncExternalStore } from 'react'
import type { Navigation } from '../../shared/places/model.ts'
import { hashOf, type Place, placeOf } from '../../shared/places/place.ts'

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

/** Where the window is; null if its address names no place. */
export const usePlace = (): Place | null => placeOf(useHash())

/**
 * Goes where the tray or a notification sends the window. At the start, an address that was typed by hand is left
 * alone.
 */
export const useNavigation = (navigation: Navigation | undefined): void => {
  const seen = useRef<number | null>(null)
  useEffect(() => {
    if (!navigation || navigation.sequence === seen.current) return
    const first = seen.current === null
    seen.current = navigation.sequence
    if (first && window.location.hash !== '') return
    go(navigation.place)
  }, [navigation])
}
