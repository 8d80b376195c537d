import type { Tone } from '../../shared/health/pair-health.ts'
import type { SealState } from '../../shared/models/index.ts'

export const sealTones: Readonly<Record<SealState, Tone>> = {
  usable: 'good',
  'bad-signature': 'bad',
  revoked: 'bad',
  'maker-unknown': 'soon',
  'other-certificate': 'soon',
  'not-yet-valid': 'quiet',
  expired: 'bad',
}
