import { z } from 'zod'
import { base, exportedFile, id, serial } from '../contract/base.ts'
import { historyEntry } from './model.ts'

const which = z.object({ tokenId: id.optional(), serial: serial.optional() })

export const historyContract = {
  list: base.input(which).output(z.array(historyEntry).readonly()),
  export: base.input(which).output(exportedFile),
}
