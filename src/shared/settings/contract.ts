import { z } from 'zod'
import { base, nothing } from '../contract/base.ts'
import { settingsChange } from './model.ts'

export const settingsContract = {
  change: base.input(settingsChange).output(nothing),
  openDataFolder: base.output(nothing),
  licences: base.output(
    z.array(z.object({ name: z.string(), version: z.string(), licence: z.string() })).readonly(),
  ),
}
