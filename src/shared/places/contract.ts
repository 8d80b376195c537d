import { z } from 'zod'
import { base, nothing } from '../contract/base.ts'
import { route } from './model.ts'

export const navigationContract = {
  go: base.input(z.object({ route })).output(nothing),
}
