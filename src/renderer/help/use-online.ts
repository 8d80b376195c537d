import { useSyncExternalStore } from 'react'
import { useAssistant } from '../live/use-live.tsx'

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
  const { connections } = useAssistant().snapshot
  const system = useSyncExternalStore(subscribe, () => navigator.onLine)
  const cutOff = Object.values(connections).some(
    ({ state, reason }) => state === 'offline' && reason === 'network-none',
  )
  return system && !cutOff
}
