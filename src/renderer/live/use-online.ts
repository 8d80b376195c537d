import { useSyncExternalStore } from 'react'
import { isOffline } from '../../shared/connection/is-offline.ts'
import { useAssistant } from './use-live.tsx'

const subscribe = (changed: () => void) => {
  window.addEventListener('online', changed)
  window.addEventListener('offline', changed)
  return () => {
    window.removeEventListener('online', changed)
    window.removeEventListener('offline', changed)
  }
}

/** Whether pages of the internet can be opened, as far as the browser and the connections to authorities know. */
export const useOnline = (): boolean => {
  const { snapshot } = useAssistant()
  const system = useSyncExternalStore(subscribe, () => navigator.onLine)
  return system && !isOffline(snapshot)
}
