import type { Ground } from '../house/ground.ts'
import { type PlacesService, placesHandlers } from './handlers.ts'

export const placesPart = ({ state, shell }: Pick<Ground, 'state' | 'shell'>) => {
  const places: PlacesService = {
    go: (place) => {
      const { sequence } = state.current().navigation
      state.change({ navigation: { sequence: sequence + 1, place } })
      shell.showWindow()
    },
  }
  return { service: places, handlers: placesHandlers(places) }
}
