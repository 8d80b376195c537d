import type { Place } from '../../shared/models/index.ts'
import { api } from '../contract/api.ts'
import type { Slice } from '../contract/router.ts'

export type PlacesService = {
  /** Sends the window there and brings it forward. */
  go(place: Place): void
}

export const placesHandlers = (places: PlacesService): Slice<'navigation'> => ({
  navigation: { go: api.navigation.go.handler(({ input }) => places.go(input.place)) },
})
