import { describe, expect, it } from 'vitest'
import { issuePlace } from '../../../../src/main/tray/issue-place.ts'
import { pair, ukey } from '../../../world.ts'

const holding = (state: 'valid' | 'expiring') =>
  ukey({ pairs: [pair(state, { id: 'c1', tokenId: 'ukey-1', days: 9 })] })

describe('更新 in the tray', () => {
  it('leads to the renewal of the certificate, which goes to the authority of that certificate', () => {
    expect(issuePlace({ tokens: [holding('expiring')] }, 'ukey-1')).toEqual({
      page: 'renewal',
      certificateId: 'c1-s',
    })
  })

  it('leads to new business where there is nothing to renew', () => {
    expect(issuePlace({ tokens: [ukey({ pairs: [] })] }, 'ukey-1')).toEqual({
      page: 'issue',
      tokenId: 'ukey-1',
    })
    expect(issuePlace({ tokens: [holding('valid')] }, 'ukey-1')).toEqual({ page: 'issue', tokenId: 'ukey-1' })
    expect(issuePlace({ tokens: [] }, null)).toEqual({ page: 'issue', tokenId: null })
  })
})
