import { base, nothing } from '../contract/base.ts'
import { loopbackTrustFinding } from './model.ts'

export const loopbackTrustContract = {
  finding: base.output(loopbackTrustFinding),
  trust: base.output(nothing),
  remove: base.output(nothing),
}
