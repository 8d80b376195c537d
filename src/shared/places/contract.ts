import { z } from 'zod'
import { base, nothing } from '../contract/base.ts'
import { place } from './place.ts'

export const navigationContract = {
  go: base.input(z.object({ place })).output(nothing),
}
