import { useSyncExternalStore } from 'react'
import type { ThemeChoice } from '../../shared/models/index.ts'
import { dark, light, type Palette } from './palette.ts'

const useMedia = (query: string): boolean =>
  useSyncExternalStore(
    (changed) => {
      const list = window.matchMedia(query)
      list.addEventListener('change', changed)
      return () => list.removeEventListener('change', changed)
    },
    () => window.matchMedia(query).matches,
  )

export const useReducedMotion = (): boolean => useMedia('(prefers-reduced-motion: reduce)')

export const usePalette = (choice: ThemeChoice): Palette => {
  const systemDark = useMedia('(prefers-color-scheme: dark)')
  if (choice === 'system') return systemDark ? dark : light
  return choice === 'dark' ? dark : light
}
