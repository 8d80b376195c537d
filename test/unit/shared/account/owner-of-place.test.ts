import { describe, expect, it } from 'vitest'
import { ownerOfPlace } from '../../../../src/shared/account/owner-of-place.ts'
import { company, demo, longCompany, pair, signedIn, snapshotWith, ukey } from '../../../world.ts'

const ordinary = { id: 'c1', tokenId: 'ukey-1', days: 213, holder: company, demonstration: true } as const
const tokens = [ukey({ pairs: [pair('valid', ordinary)] })]
const other = { ...signedIn, userName: 'other', applicantName: longCompany }
const owner = { ...signedIn, userName: 'owner', applicantName: company }
const at = (issuerId: string, account: typeof owner) => ({ issuerId, account })
const renewal = { page: 'renewal', certificateId: 'c1-s' } as const

describe('the account of a page', () => {
  it('is the one whose certificate is used, whoever acts', () => {
    const accounts = [at('demo', other), at('demo', owner)]
    const found = ownerOfPlace(snapshotWith({ issuer: demo, tokens, accounts }), renewal)
    expect(found).toEqual({ issuerId: 'demo', account: owner })
  })

  it('is nobody if the owner is logged in elsewhere only, or if the page is about no certificate', () => {
    const elsewhere = snapshotWith({ issuer: demo, tokens, accounts: [at('another', owner)] })
    expect(ownerOfPlace(elsewhere, renewal)).toBeNull()
    const here = snapshotWith({ issuer: demo, tokens, accounts: [at('demo', owner)] })
    expect(ownerOfPlace(here, { page: 'home' })).toBeNull()
    expect(ownerOfPlace(here, { page: 'renewal', certificateId: 'gone' })).toBeNull()
  })
})
