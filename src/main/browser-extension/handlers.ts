import type { BrowserExtensionFinding } from '../../shared/models/index.ts'
import { api } from '../contract/api.ts'
import type { Slice } from '../contract/router.ts'

export type BrowserExtensionService = { finding(): BrowserExtensionFinding }

export const browserExtensionHandlers = (extension: BrowserExtensionService): Slice<'browserExtension'> => ({
  browserExtension: {
    finding: api.browserExtension.finding.handler(() => extension.finding()),
  },
})
