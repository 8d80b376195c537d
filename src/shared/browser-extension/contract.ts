import { base } from '../contract/base.ts'
import { browserExtensionFinding } from './model.ts'

export const browserExtensionContract = {
  finding: base.output(browserExtensionFinding),
}
