import { base, nothing } from '../contract/base.ts'
import { storeFinding } from './model.ts'

export const certificateStoreContract = {
  finding: base.output(storeFinding),
  refresh: base.output(nothing),
}
